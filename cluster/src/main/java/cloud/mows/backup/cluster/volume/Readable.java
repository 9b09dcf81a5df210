package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.NodeSelector;
import java.util.Objects;
import java.util.Optional;

/**
 * A claim in our namespace that a pod may mount now, read-only: {@code readOnly: true} in the pod's volume. It need not be bound:
 * the storage may wait for the pod.
 *
 * @param claim its name
 * @param mode as files or as one device
 * @param consistency what the content is worth
 * @param nodes where the pod has to run, beside what the scheduler knows of the volume
 * @param warning what the ledger has to say about it; absent if there is nothing to say
 */
public record Readable(
        String namespace,
        String claim,
        VolumeMode mode,
        Consistency consistency,
        Optional<NodeSelector> nodes,
        Optional<String> warning) {
    public Readable {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(mode, "mode");
        if (consistency == Consistency.LIVE && warning.isEmpty()) {
            throw new IllegalArgumentException("a volume that is read while it is in use is never without a warning");
        }
    }

    /** What the content is worth. */
    public enum Consistency {
        /** Of one moment. */
        SNAPSHOT,
        /** Of no moment: files may change while they are read. */
        LIVE
    }
}
