package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.SecondRepository;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryInfo;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;

public final class Init implements CliCommand {
    private String version = "2";
    private boolean copiesParameters;
    private final SecondRepository from = new SecondRepository();

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
                .flag(
                        "--copy-chunker-params",
                        "Take over how restic cuts files from the repository of --from-repo, so that what restic"
                                + " saves in both is stored alike. If restic made that repository, we cut so too in both.",
                        () -> copiesParameters = true);
        from.declare(options);
        from.declareNumbered(options);
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
        if (from.isNamedByOption() && !copiesParameters) {
            throw new UsageException("a second repository is of use here only with --copy-chunker-params");
        }
        try (Engine engine = create(session)) {
            RepositoryInfo made = engine.info();
            if (session.json()) {
                session.print(new Json()
                        .beginObject()
                        .field("message_type", "initialized")
                        .field("id", made.id().hex())
                        .field("repository", made.location())
                        .endObject());
            } else {
                session.print("created restic repository " + made.id().hex().substring(0, 10) + " at "
                        + Console.printable(made.location())
                        + (copiesParameters ? " with the chunker parameters of the second repository" : ""));
                session.say("");
                if (session.needsNoPassword()) {
                    session.say("It has no password: whoever can read the repository can read all that is in it.");
                } else {
                    session.say("Whoever loses the password loses the backups: there is no other way to open them.");
                    session.say("Write it down and keep it somewhere else than this machine.");
                }
            }
        }
        return 0;
    }

    private Engine create(Session session) throws IOException {
        if (!copiesParameters) {
            return session.create();
        }
        if (!from.isNamed(session.environment())) {
            throw new UsageException("--copy-chunker-params needs --from-repo, which says where to copy them from");
        }
        RepositoryInfo other;
        try (Engine second = session.openSecond(from, LockNeed.NONE)) {
            other = second.info();
        }
        if (other.cutsByGear()) {
            session.say("Note: " + Console.printable(other.location())
                    + " cuts files by a key of its own, which is not copied: only restic cuts alike in both.");
        }
        return session.createLike(other);
    }
}
