package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.RepositoryInfo;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;

public final class Init implements CliCommand {
    private String version = "2";
    private boolean copiesParameters;

    @Override
    public void declare(OptionSet options) {
        options.about("Makes a new repository in an empty place, protected by a password.")
                .example("mows-backup init -r /mnt/disk/backup")
                .example("mows-backup init -r s3:https://s3.example.org/bucket/backup -p ~/.backup-password")
                .value(
                        "--repository-version",
                        "<version>",
                        "Format of the repository: 2, latest or stable, which are all the same.",
                        value -> version = value)
                .hiddenFlag("--copy-chunker-params", () -> copiesParameters = true)
                .hiddenValue("--from-repo", value -> copiesParameters = true);
    }

    @Override
    public int run(Session session) throws IOException {
        switch (version) {
            case "2", "latest", "stable" -> {}
            default ->
                throw new BackupException(
                        ProblemCode.USAGE,
                        "MOWS Backup writes repositories of version 2 only, not '" + version + "'",
                        "leave --repository-version out");
        }
        if (copiesParameters) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "chunker parameters are not copied: MOWS Backup cuts files by a key of each repository's own",
                    "make the repository without them; 'copy' stores the same chunks once all the same");
        }
        try (Engine engine = session.create()) {
            RepositoryInfo made = engine.info();
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "initialized")
                        .field("id", made.id().hex())
                        .field("repository", made.location())
                        .endObject());
            } else {
                session.print("created repository " + made.id().hex().substring(0, 10) + " at "
                        + Console.printable(made.location()));
                session.say("");
                session.say("Whoever loses the password loses the backups: there is no other way to open them.");
                session.say("Write it down and keep it somewhere else than this machine.");
            }
        }
        return 0;
    }
}
