package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.dashboards.point.ApiPath;

/**
 * What is different in a restore point.
 *
 * @param path whole, as for a listing
 * @param name the path as people read it
 */
public record PointChange(String path, String name, Kind kind, boolean directory) {
    public enum Kind {
        Added,
        Removed,
        /** Its content, or what it is. */
        Changed
    }

    static PointChange of(SnapshotReader.Difference difference) {
        return new PointChange(
                ApiPath.encode(difference.path()),
                EscapedBytes.replaced(difference.path().bytes()),
                switch (difference.modifier()) {
                    case "+" -> Kind.Added;
                    case "-" -> Kind.Removed;
                    default -> Kind.Changed;
                },
                difference.isDirectory());
    }
}
