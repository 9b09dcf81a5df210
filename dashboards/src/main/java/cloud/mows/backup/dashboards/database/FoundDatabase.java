package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.dashboards.host.DatabaseKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database server of this machine that lets us in without a password.
 *
 * @param host the directory of its socket
 * @param databases that it has now
 */
public record FoundDatabase(
        DatabaseKind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String runAs,
        List<String> databases) {}
