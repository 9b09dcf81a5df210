package cloud.mows.backup.dashboards.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directories in one of this machine, by name.
 *
 * @param parent null for the root
 * @param problem why they cannot be listed
 */
public record DirectoryListing(
        String path,
        @Nullable String parent,
        List<DirectoryEntry> entries,
        @Nullable String problem) {}
