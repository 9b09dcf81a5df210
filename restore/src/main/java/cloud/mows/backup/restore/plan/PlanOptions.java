package cloud.mows.backup.restore.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How it is restored.
 *
 * @param replace whether what is there becomes what it was; it is left as it is otherwise
 * @param deleteFiles whether volumes that are there lose the files that were not saved
 * @param original the namespace that was saved, if it is restored beside that one
 * @param only what is restored: objects as {@code Kind/name}, files and folders of volumes as {@code /volumes/claim/path}; everything if
 *     empty
 */
public record PlanOptions(boolean replace, boolean deleteFiles, Optional<String> original, Set<String> only) {
    private static final String VOLUMES = "/volumes/";

    /** All of it, to where it was; what is there is left as it is. */
    public static final PlanOptions KEEP = new PlanOptions(false, false, Optional.empty(), Set.of());

    public PlanOptions {
        if (deleteFiles && !replace) {
            throw new IllegalArgumentException("files go from volumes that are replaced only");
        }
        if (!replace && only.stream().anyMatch(PlanOptions::isPath)) {
            throw new IllegalArgumentException("files come back into volumes that are replaced only");
        }
        only = Set.copyOf(only);
    }

    boolean wants(String kind, String name) {
        return only.isEmpty() || only.contains(kind + "/" + name);
    }

    /** Whether anything of the volume of a claim comes back. */
    boolean wantsVolume(String claim) {
        return wants("PersistentVolumeClaim", claim) || !paths(claim).isEmpty();
    }

    /** What comes back of the volume of a claim, relative to its root, sorted; empty if it is all or nothing. */
    List<String> paths(String claim) {
        return only.stream()
                .filter(each -> isPathOf(claim, each))
                .map(each -> each.substring(folder(claim).length()).replaceAll("/+$", ""))
                .sorted()
                .toList();
    }

    static boolean isPath(String only) {
        return only.startsWith(VOLUMES);
    }

    static boolean isPathOf(String claim, String only) {
        return only.startsWith(folder(claim));
    }

    private static String folder(String claim) {
        return VOLUMES + claim + "/";
    }
}
