package cloud.mows.backup.dashboards.point;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next the name to give as {@code after} for the rest of a long directory */
public record FileListing(
        String path, List<FileEntry> entries, @Nullable String next) {}
