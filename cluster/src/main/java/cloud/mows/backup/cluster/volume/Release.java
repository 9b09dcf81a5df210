package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** How far removing is. */
public sealed interface Release {
    /** This is still there; each with what it waits for, if that is known. */
    record Pending(List<String> left) implements Release {
        public Pending {
            left = List.copyOf(left);
            if (left.isEmpty()) {
                throw new IllegalArgumentException("pending with nothing left");
            }
        }
    }

    /** One object is still there. */
    static Decision<Release> left(HasMetadata object, String why, Change... changes) {
        return Decision.of(new Pending(List.of(ResourceReference.to(object) + ": " + why)), changes);
    }

    /** One object is deleted now, or was before and is still there. */
    static Decision<Release> delete(HasMetadata object, String whyItTakes) {
        return object.isMarkedForDeletion()
                ? left(object, whyItTakes)
                : left(object, "it is being deleted", new Change.Delete(object));
    }

    /** Nothing is left. */
    record Released() implements Release {}
}
