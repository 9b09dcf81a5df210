package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Execution;
import cloud.mows.backup.cluster.api.Replicas;
import cloud.mows.backup.cluster.api.ServiceAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects and no controllers: changes are noted and not made. */
public final class ObservedCluster implements Cluster {
    public final List<Change> changes = new ArrayList<>();
    public Optional<String> refusal = Optional.empty();
    public Optional<String> warning = Optional.empty();

    private final List<HasMetadata> objects;

    public ObservedCluster(HasMetadata... objects) {
        this.objects = Arrays.asList(objects);
    }

    @Override
    public <T extends HasMetadata> @Nullable T get(Class<T> kind, @Nullable String namespace, String name) {
        return list(kind, namespace).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, @Nullable String namespace) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object ->
                        namespace == null || Objects.equals(object.getMetadata().getNamespace(), namespace))
                .toList();
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return list(kind, namespace).stream()
                .filter(object -> object.getMetadata().getLabels() != null
                        && object.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    @Override
    public Optional<String> warning(HasMetadata object) {
        return warning;
    }

    @Override
    public Optional<String> log(String namespace, String pod, String container) {
        return Optional.empty();
    }

    @Override
    public @Nullable Replicas replicas(String kind, String namespace, String name) {
        return null;
    }

    @Override
    public Execution run(String namespace, String pod, String container, List<String> command, Duration timeout) {
        throw new AssertionError("no volume needs a command");
    }

    @Override
    public boolean mayRun(ServiceAccount account, String namespace) {
        throw new AssertionError("no volume needs a command");
    }

    @Override
    public Optional<String> apply(List<Change> wanted) {
        changes.addAll(wanted);
        return refusal;
    }
}
