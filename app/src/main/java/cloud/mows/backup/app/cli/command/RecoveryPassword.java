package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.recovery.RecoverySecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** From the words that somebody wrote down to the password that any program of this format takes. */
public final class RecoveryPassword implements CliCommand {
    private static final int BYTES_MAX = 4096;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Reads the twelve recovery words of a repository from standard input and prints the password that they stand"
                                + " for. It opens the repository, with restic and rustic too. The first four letters of each word are enough.")
                .example("mows-backup recovery password < words > password")
                .example("mows-backup -r /mnt/disk/backup --password-file password snapshots");
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) throws IOException {
        if (session.console().terminal().in()) {
            session.console().note("type the twelve recovery words, then Enter and Ctrl-D:");
        }
        byte[] typed = session.console().in().readNBytes(BYTES_MAX);
        try {
            RecoverySecret secret = RecoverySecret.parse(new String(typed, StandardCharsets.UTF_8));
            session.print(secret.repositoryPassword());
            return 0;
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    ProblemCode.USAGE, String.valueOf(e.getMessage()), "compare them with what was written down", e);
        }
    }
}
