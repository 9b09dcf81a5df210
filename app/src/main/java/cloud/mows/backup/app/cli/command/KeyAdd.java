package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.KeyId;
import java.io.IOException;

public final class KeyAdd implements CliCommand {
    private final NewKeyOptions newKey = new NewKeyOptions();

    @Override
    public void declare(OptionSet options) {
        options.about("Adds a password: each one opens the whole repository.")
                .example("mows-backup key add")
                .example("mows-backup key add --new-password-file /root/second-password");
        newKey.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.openToChange(LockNeed.SHARED, false)) {
            KeyId id = engine.addKey(newKey.password(session), newKey.identity(session));
            session.say("saved new key with ID " + id.hex());
        }
        return 0;
    }
}
