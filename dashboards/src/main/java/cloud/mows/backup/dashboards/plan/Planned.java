package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.core.posix.BytePath;
import java.util.List;

/**
 * A plan and what it was made from.
 *
 * @param target the directory that whole paths are put below
 * @param fingerprint of what was there
 */
record Planned(RestorePlan plan, List<BytePath> paths, BytePath target, String fingerprint) {
    /** Where the paths are put. */
    List<BytePath> places() {
        return paths.stream().map(path -> below(target, path)).toList();
    }

    /** Where a whole path comes to lie below a directory. */
    static BytePath below(BytePath target, BytePath path) {
        if (path.isRoot()) {
            return target;
        }
        return target.isRoot() ? path : BytePath.of(target.bytes().concat(path.bytes()));
    }
}
