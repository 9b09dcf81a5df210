package cloud.mows.backup.dashboards.point;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param size bytes of a file */
public record FileEntry(
        String name, String path, FileKind kind, @Nullable Long size, Instant modified) {}
