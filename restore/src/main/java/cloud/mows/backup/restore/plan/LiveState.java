package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** What is there now in the namespace that is restored into. */
public interface LiveState {
    boolean hasNamespace();

    /** Whether objects of this kind can be in a namespace, in the version that was saved. */
    boolean serves(ObjectReference object);

    /** An object of the namespace, if it is there. */
    Optional<JsonNode> get(ObjectReference object);

    /** Every object of a kind in the namespace, one after the other; none if there is no such kind. */
    void forEach(String apiVersion, String kind, Consumer<JsonNode> objects);

    /** Why the server would not put this in the place of what is there, if it would not; nothing is changed. */
    Optional<String> refuses(JsonNode wanted);

    boolean hasStorageClass(String name);
}
