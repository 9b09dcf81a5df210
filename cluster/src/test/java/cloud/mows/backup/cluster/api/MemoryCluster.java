package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An API server without controllers; one call of it can be made to fail. What runs are tried on for real: e2e. */
public final class MemoryCluster implements Cluster {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
    private Consumer<HasMetadata> creation = object -> {};
    private Function<String, Execution> run = command -> new Execution.Ended(0, "");
    private final Set<String> open = new HashSet<>();
    private String printed = "";
    private int calls;
    private int failingCall;

    /** The call of this number, counted from 1, does nothing but fail. */
    public MemoryCluster failing(int call) {
        failingCall = call;
        return this;
    }

    /** How many there were. */
    public int calls() {
        return calls;
    }

    /** Whether the call that was to fail has come. */
    public boolean hasFailed() {
        return calls >= failingCall;
    }

    /** Sees everything before it is made. */
    public void onCreate(Consumer<HasMetadata> watch) {
        creation = watch;
    }

    public void put(HasMetadata object) {
        object.getMetadata().setResourceVersion("1");
        objects.put(
                key(
                        object.getClass(),
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()),
                object);
    }

    public void remove(HasMetadata object) {
        objects.remove(key(
                object.getClass(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName()));
    }

    private static String key(Class<?> kind, @Nullable String namespace, String name) {
        return kind.getSimpleName() + "/" + namespace + "/" + name;
    }

    private void call() {
        if (++calls == failingCall) {
            throw new KubernetesClientException("call " + calls + " fails");
        }
    }

    @Override
    public <T extends HasMetadata> @Nullable T get(Class<T> kind, @Nullable String namespace, String name) {
        call();
        return kind.cast(objects.get(key(kind, namespace, name)));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, @Nullable String namespace) {
        call();
        return all(kind).stream()
                .filter(object -> namespace == null
                        || namespace.equals(object.getMetadata().getNamespace()))
                .toList();
    }

    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return list(kind, namespace).stream()
                .filter(object -> Objects.requireNonNullElse(
                                object.getMetadata().getLabels(), Map.<String, String>of())
                        .entrySet()
                        .containsAll(labels.entrySet()))
                .toList();
    }

    @Override
    public Optional<String> warning(HasMetadata object) {
        return Optional.empty();
    }

    /** From now on every container has printed this. */
    public void print(String text) {
        printed = text;
    }

    @Override
    public Optional<String> log(String namespace, String pod, String container) {
        call();
        return Optional.of(printed);
    }

    @Override
    public @Nullable Replicas replicas(String kind, String namespace, String name) {
        call();
        HasMetadata workload = objects.get(kind + "/" + namespace + "/" + name);
        if (workload == null) {
            return null;
        }
        Map<?, ?> spec = (Map<?, ?>) JSON.convertValue(workload, Map.class).get("spec");
        return new Replicas(kind, namespace, name, (Integer) spec.get("replicas"), "1");
    }

    /** What runs a command: namespace, pod, container and the command itself in one line. */
    public void onRun(Function<String, Execution> execution) {
        run = execution;
    }

    @Override
    public Execution run(String namespace, String pod, String container, List<String> command, Duration timeout) {
        call();
        return run.apply(namespace + " " + pod + " " + container + " " + String.join(" ", command));
    }

    /** Of which namespaces anybody may run commands in the containers. */
    public void allowCommands(String namespace) {
        open.add(namespace);
    }

    @Override
    public boolean mayRun(ServiceAccount account, String namespace) {
        call();
        return open.contains(namespace);
    }

    @Override
    public Optional<String> apply(List<Change> changes) {
        for (Change change : new ArrayList<>(changes)) {
            call();
            switch (change) {
                case Change.Create(HasMetadata wanted) -> {
                    creation.accept(wanted);
                    put(wanted);
                }
                case Change.Delete(HasMetadata observed) -> remove(observed);
                case Change.Scale(Replicas observed, int replicas) -> {
                    HasMetadata workload =
                            objects.get(observed.kind() + "/" + observed.namespace() + "/" + observed.name());
                    put(patched(workload, Map.of("spec", Map.of("replicas", replicas))));
                }
                case Change.Patch(HasMetadata observed, Map<String, Object> fields) -> put(patched(observed, fields));
                case Change.PatchStatus(HasMetadata observed, Map<String, Object> fields) ->
                    put(patched(observed, Map.of("status", fields)));
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static HasMetadata patched(HasMetadata observed, Map<String, Object> fields) {
        Map<String, Object> object = JSON.convertValue(observed, HashMap.class);
        merge(object, fields);
        return JSON.convertValue(object, observed.getClass());
    }

    /** RFC 7386. */
    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> object, Map<String, Object> fields) {
        fields.forEach((name, value) -> {
            if (value == null) {
                object.remove(name);
            } else if (value instanceof Map<?, ?> nested) {
                Object there = object.get(name);
                Map<String, Object> into =
                        there instanceof Map<?, ?> map ? new HashMap<>((Map<String, Object>) map) : new HashMap<>();
                merge(into, (Map<String, Object>) nested);
                object.put(name, into);
            } else {
                object.put(name, value);
            }
        });
    }
}
