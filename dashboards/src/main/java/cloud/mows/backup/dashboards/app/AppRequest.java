package cloud.mows.backup.dashboards.app;

import java.util.List;

/** What people call an app: some directories that are backed up and restored together. */
public record AppRequest(String name, List<String> directories, List<String> excludes) {}
