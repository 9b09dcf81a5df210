package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Objects;

/** One change of one object. */
public sealed interface Change {
    /** Makes an object; does nothing if there is one of that name. */
    record Create(HasMetadata wanted) implements Change {
        public Create {
            Objects.requireNonNull(wanted.getMetadata().getName(), "name");
        }
    }

    /** Deletes an object; does nothing if it is gone or is no longer as it was observed. */
    record Delete(HasMetadata observed) implements Change {
        public Delete {
            Objects.requireNonNull(observed.getMetadata().getResourceVersion(), "resourceVersion");
        }
    }

    /**
     * Changes fields of an object; does nothing if it is gone or is no longer as it was observed.
     *
     * @param fields a JSON merge patch (RFC 7386)
     */
    record Patch(HasMetadata observed, Map<String, Object> fields) implements Change {
        public Patch {
            Objects.requireNonNull(observed.getMetadata().getResourceVersion(), "resourceVersion");
            fields = Map.copyOf(fields);
        }
    }

    /**
     * Changes fields of an object's status; does nothing if it is gone or is no longer as it was observed.
     *
     * @param fields of the status, a JSON merge patch (RFC 7386)
     */
    record PatchStatus(HasMetadata observed, Map<String, Object> fields) implements Change {
        public PatchStatus {
            Objects.requireNonNull(observed.getMetadata().getResourceVersion(), "resourceVersion");
            fields = Map.copyOf(fields);
        }
    }

    /** Gives a workload another number of replicas; does nothing if it is gone or is no longer as it was observed. */
    record Scale(Replicas observed, int replicas) implements Change {
        public Scale {
            Objects.requireNonNull(observed, "observed");
        }
    }
}
