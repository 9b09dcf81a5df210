package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Job of the controller runs to prune a repository: as {@code prune}, after the parts are gone that runs of this cluster have left
 * without a restore point.
 */
public final class MoverPrune implements CliCommand {
    private final PruneFlags flags = new PruneFlags();
    private @Nullable String cluster;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Removes what unfinished backups have left long ago, then the data that no snapshot needs any more.")
                .value("--cluster", "<id>", "The cluster whose backups they are.", value -> cluster = value);
        flags.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        if (cluster == null || cluster.isBlank()) {
            throw Backup.usage("mover prune needs --cluster");
        }
        session.requireLocking("mover prune", false);
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false)) {
            int parts = engine.removeLeftoverParts(
                    cluster, session.console().clock().instant());
            if (parts > 0) {
                session.say("removed " + Formats.count(parts, "part") + " of backups that never came to an end");
            }
            flags.run(session, engine, Set.of(), false);
        }
        return 0;
    }
}
