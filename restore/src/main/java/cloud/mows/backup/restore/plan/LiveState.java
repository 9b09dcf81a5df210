package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is there now in the namespace that is restored into. */
public interface LiveState {
    boolean hasNamespace();

    /** Whether objects of this kind can be in a namespace, in the version that was saved. */
    boolean serves(ObjectReference object);

    /** An object of the namespace, if it is there. */
    Optional<JsonNode> get(ObjectReference object);

    boolean hasStorageClass(String name);
}
