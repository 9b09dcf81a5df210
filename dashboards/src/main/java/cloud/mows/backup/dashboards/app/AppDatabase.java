package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.host.DatabaseKind;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database server of an app.
 *
 * @param host a name or an address, or the directory of its socket
 * @param databases that are saved; empty for all
 */
public record AppDatabase(
        String name,
        DatabaseKind kind,
        @Nullable String host,
        @Nullable Integer port,
        List<String> databases) {
    static List<AppDatabase> of(List<DatabaseSpec> servers) {
        return servers.stream()
                .map(server ->
                        new AppDatabase(server.name(), server.kind(), server.host(), server.port(), server.databases()))
                .toList();
    }
}
