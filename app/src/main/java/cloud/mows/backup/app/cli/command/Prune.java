package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import java.io.IOException;
import java.util.Set;

public final class Prune implements CliCommand {
    private final PruneFlags flags = new PruneFlags();
    private boolean dryRun;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Removes the data that no snapshot needs any more, and rewrites packs of which too little is used.")
                .example("mows-backup prune --dry-run")
                .example("mows-backup prune --max-unused 10%")
                .flag("-n, --dry-run", "Only show what would be done.", () -> dryRun = true);
        flags.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        session.requireLocking("prune", dryRun);
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, dryRun)) {
            flags.run(session, engine, Set.of(), dryRun);
        }
        return 0;
    }
}
