package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.Password;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is said about a new password. */
final class NewKeyOptions {
    private @Nullable Path newPasswordFile;
    private boolean noPassword;
    private @Nullable String user;
    private @Nullable String host;

    void declare(OptionSet options) {
        options.value(
                        "--new-password-file",
                        "<file>",
                        "Read the new password from a file instead of asking.",
                        value -> newPasswordFile = JavaPaths.of(value))
                .value("--user", "<name>", "The user that is noted (default: yours).", value -> user = value)
                .value("--host", "<name>", "The host that is noted (default: this one).", value -> host = value)
                .hiddenFlag("--new-insecure-no-password", () -> noPassword = true);
    }

    Password password(Session session) throws IOException {
        if (noPassword && newPasswordFile != null) {
            throw new UsageException("--new-insecure-no-password and --new-password-file cannot be used together");
        }
        if (noPassword) {
            session.say("This key needs no password: whoever can read the repository can read all that is in it.");
            return Password.none();
        }
        return session.newPassword(newPasswordFile);
    }

    Identity identity(Session session) {
        Identity own = session.identity();
        return new Identity(
                host == null ? own.host() : host, user == null ? own.user() : user, own.uid(), own.gid(), own.pid());
    }
}
