package cloud.mows.backup.restore.plan;

import java.util.Optional;
import java.util.Set;

/**
 * How it is restored.
 *
 * @param replace whether what is there becomes what it was; it is left as it is otherwise
 * @param deleteFiles whether volumes that are there lose the files that were not saved
 * @param original the namespace that was saved, if it is restored beside that one
 * @param only what is restored, as {@code Kind/name}; everything if empty
 */
public record PlanOptions(boolean replace, boolean deleteFiles, Optional<String> original, Set<String> only) {
    /** All of it, to where it was; what is there is left as it is. */
    public static final PlanOptions KEEP = new PlanOptions(false, false, Optional.empty(), Set.of());

    public PlanOptions {
        if (deleteFiles && !replace) {
            throw new IllegalArgumentException("files go from volumes that are replaced only");
        }
        only = Set.copyOf(only);
    }

    boolean wants(String kind, String name) {
        return only.isEmpty() || only.contains(kind + "/" + name);
    }
}
