package cloud.mows.backup.schedulers.objects;

import java.util.Map;
import java.util.Optional;

/** What policies say about objects. */
public interface ObjectVerdicts {
    /** They say nothing. */
    ObjectVerdicts NONE = (kind, name, labels) -> Optional.empty();

    /** Why an object is left out; empty if it is not. */
    Optional<Excuse> excuse(ObjectKind kind, String name, Map<String, String> labels);
}
