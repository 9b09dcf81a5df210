package cloud.mows.backup.dashboards.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants back. It is planned first.
 *
 * @param restorePoint name of it; null for the newest
 * @param targetNamespace null for the app's own
 * @param replace whether what is there becomes what it was; else it is left as it is. Null for no
 * @param deleteFiles whether volumes that are replaced lose all files that are not in the restore point. Null for no
 * @param only these objects or files, as a Restore names them; null for everything
 */
public record RestoreWish(
        @Nullable String app,
        @Nullable String restorePoint,
        @Nullable String targetNamespace,
        @Nullable Boolean replace,
        @Nullable Boolean deleteFiles,
        @Nullable List<String> only) {}
