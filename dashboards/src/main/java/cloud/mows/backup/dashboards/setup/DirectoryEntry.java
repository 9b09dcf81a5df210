package cloud.mows.backup.dashboards.setup;

/** @param hidden its name begins with a dot */
public record DirectoryEntry(String name, String path, boolean readable, boolean hidden) {}
