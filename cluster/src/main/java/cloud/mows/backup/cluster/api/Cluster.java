package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at objects and changes them. */
public interface Cluster {
    /** An object, or null if there is none, or no such kind. The namespace is null for kinds that belong to none. */
    <T extends HasMetadata> @Nullable T get(Class<T> kind, @Nullable String namespace, String name);

    /** All objects of a kind, in one namespace, or with null everywhere; none if there is no such kind. */
    <T extends HasMetadata> List<T> list(Class<T> kind, @Nullable String namespace);

    /** Those of a namespace that have all these labels. */
    <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels);

    /** What the newest warning among the events about an object says. */
    Optional<String> warning(HasMetadata object);

    /** What a container of a pod has printed; empty if that is not known any more. */
    Optional<String> log(String namespace, String pod, String container);

    /** How many replicas a workload of group {@code apps} is to have; null if there is no such workload. */
    @Nullable
    Replicas replicas(String kind, String namespace, String name);

    /** Runs a command in a container, without input, and waits for its end. */
    Execution run(String namespace, String pod, String container, List<String> command, Duration timeout);

    /** Whether a service account may run commands in the containers of a namespace. */
    boolean mayRun(ServiceAccount account, String namespace);

    /** Makes the changes one after the other; stops where the server refuses one, and tells in its words why. */
    Optional<String> apply(List<Change> changes);
}
