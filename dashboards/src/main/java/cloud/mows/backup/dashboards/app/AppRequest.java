package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.database.DatabaseRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people call an app: directories and databases that are backed up and restored together.
 *
 * @param databases null for none
 */
public record AppRequest(
        String name, List<String> directories, @Nullable List<DatabaseRequest> databases, List<String> excludes) {}
