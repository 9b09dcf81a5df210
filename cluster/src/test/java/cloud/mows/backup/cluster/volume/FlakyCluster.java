package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Execution;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.api.Replicas;
import cloud.mows.backup.cluster.api.ServiceAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API server whose answer to one change gets lost; what else can fail in it, the one in memory does. */
final class FlakyCluster implements Cluster {
    final MemoryCluster memory = new MemoryCluster();
    final List<HasMetadata> made = new ArrayList<>();
    private int changes;
    private int lostAnswer;

    /** The change of this number, counted from 1, is made, but the caller does not hear of it. */
    FlakyCluster losingAnswer(int change) {
        lostAnswer = change;
        return this;
    }

    int changes() {
        return changes;
    }

    @Override
    public <T extends HasMetadata> @Nullable T get(Class<T> kind, @Nullable String namespace, String name) {
        return memory.get(kind, namespace, name);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, @Nullable String namespace) {
        return memory.list(kind, namespace);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return memory.list(kind, namespace, labels);
    }

    @Override
    public Optional<String> warning(HasMetadata object) {
        return memory.warning(object);
    }

    @Override
    public Optional<String> log(String namespace, String pod, String container) {
        return memory.log(namespace, pod, container);
    }

    @Override
    public @Nullable Replicas replicas(String kind, String namespace, String name) {
        return memory.replicas(kind, namespace, name);
    }

    @Override
    public Execution run(String namespace, String pod, String container, List<String> command, Duration timeout) {
        return memory.run(namespace, pod, container, command, timeout);
    }

    @Override
    public boolean mayRun(ServiceAccount account, String namespace) {
        return memory.mayRun(account, namespace);
    }

    @Override
    public Optional<String> apply(List<Change> wanted) {
        for (Change change : wanted) {
            if (change instanceof Change.Create(HasMetadata object)) {
                if (isThere(object)) {
                    continue;
                }
                object.getMetadata().setUid(object.getKind() + "-uid");
                made.add(object);
            }
            memory.apply(List.of(change));
            if (++changes == lostAnswer) {
                throw new KubernetesClientException("the answer to change " + changes + " is lost");
            }
        }
        return Optional.empty();
    }

    private boolean isThere(HasMetadata object) {
        return memory.all(object.getClass()).stream()
                .anyMatch(one -> ResourceReference.to(one).equals(ResourceReference.to(object)));
    }
}
