package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/** What keeps an object that is deleted until somebody has let go of it. */
public final class Finalizers {
    private Finalizers() {}

    /**
     * Takes one off, and leaves those of others.
     *
     * @throws IllegalStateException if the cluster refuses it
     */
    public static void remove(Cluster cluster, HasMetadata object, String finalizer) {
        List<String> others = object.getFinalizers().stream()
                .filter(each -> !each.equals(finalizer))
                .toList();
        cluster.apply(List.of(new Change.Patch(object, Map.of("metadata", Map.of("finalizers", others)))))
                .ifPresent(refusal -> {
                    throw new IllegalStateException("the cluster refuses to take the finalizer off: " + refusal);
                });
    }
}
