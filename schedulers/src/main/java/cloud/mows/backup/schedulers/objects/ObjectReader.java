package cloud.mows.backup.schedulers.objects;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Reads all objects of a namespace, and the namespace itself; or those that belong to none. */
public final class ObjectReader {
    private static final ObjectKind NAMESPACES = new ObjectKind("", "v1", "namespaces", "Namespace");

    private final KubernetesClient client;
    private final Optional<String> namespace;
    private final ObjectVerdicts verdicts;
    private final ObjectSink files;
    private final Consumer<String> asking;
    private final Consumer<ObjectOutcome> outcomes;
    private final ObjectPages pages;

    private ObjectReader(
            KubernetesClient client,
            Optional<String> namespace,
            ObjectVerdicts verdicts,
            ObjectSink files,
            Consumer<ObjectOutcome> outcomes,
            Consumer<String> asking) {
        this.client = client;
        this.namespace = namespace;
        this.verdicts = verdicts;
        this.files = files;
        this.outcomes = outcomes;
        this.asking = asking;
        this.pages = new ObjectPages(client, namespace);
    }

    /**
     * Hands over those of a namespace now, each when it is read.
     *
     * @param files takes those that are saved
     * @param outcomes is told what became of everything, in the order in which it is read
     * @param asking is told before each request what it asks for
     * @throws KubernetesClientException if there is no such namespace or it cannot be asked for
     * @throws UncheckedIOException if they are not taken
     */
    public static void namespace(
            KubernetesClient client,
            String namespace,
            ObjectVerdicts verdicts,
            ObjectSink files,
            Consumer<ObjectOutcome> outcomes,
            Consumer<String> asking) {
        ObjectReader reader = new ObjectReader(client, Optional.of(namespace), verdicts, files, outcomes, asking);
        asking.accept("namespace " + namespace);
        GenericKubernetesResource own = client.genericKubernetesResources(context(NAMESPACES, false))
                .withName(namespace)
                .get();
        if (own == null) {
            throw new KubernetesClientException("there is no namespace " + namespace);
        }
        reader.take(NAMESPACES, own);
        reader.read();
    }

    /** Like {@link #namespace}, those that belong to none. */
    public static void cluster(
            KubernetesClient client,
            ObjectVerdicts verdicts,
            ObjectSink files,
            Consumer<ObjectOutcome> outcomes,
            Consumer<String> asking) {
        new ObjectReader(client, Optional.empty(), verdicts, files, outcomes, asking).read();
    }

    private void read() {
        Discovery discovery = new Discovery(
                client, asking, (apiVersion, why) -> outcomes.accept(ObjectOutcome.failed(apiVersion, "*", why)));
        discovery.kinds(namespace.isPresent(), this::isWanted).forEach(this::read);
    }

    private boolean isWanted(String group) {
        Optional<Excuse> excuse = Excuses.ofGroup(group);
        excuse.ifPresent(each -> outcomes.accept(ObjectOutcome.excused(group, each)));
        return excuse.isEmpty();
    }

    private void read(ObjectKind kind) {
        Optional<Excuse> all = Excuses.of(kind);
        if (all.isPresent()) {
            outcomes.accept(ObjectOutcome.excused(kind, "*", all.get()));
            return;
        }
        AtomicReference<String> last = new AtomicReference<>("");
        try {
            pages.forEach(kind, () -> asking.accept(kind.fullName() + last.get()), object -> {
                take(kind, object);
                last.set(" after " + object.getMetadata().getName());
            });
        } catch (KubernetesClientException e) {
            outcomes.accept(ObjectOutcome.failed(
                    kind.apiVersion(),
                    kind.kind(),
                    ObjectPages.reason(e, !last.get().isEmpty())));
        }
    }

    private static ResourceDefinitionContext context(ObjectKind kind, boolean namespaced) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(kind.version())
                .withKind(kind.kind())
                .withPlural(kind.resource())
                .withNamespaced(namespaced)
                .build();
    }

    private void take(ObjectKind kind, GenericKubernetesResource object) {
        // What lists leave out.
        object.setApiVersion(kind.apiVersion());
        object.setKind(kind.kind());
        String name = object.getMetadata().getName();
        try {
            outcomes.accept(outcome(kind, object, name));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever is odd about one object must not keep the others out of the backup.
            outcomes.accept(ObjectOutcome.failed(kind, name, "it cannot be saved: " + e));
        }
    }

    private ObjectOutcome outcome(ObjectKind kind, GenericKubernetesResource object, String name) {
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        Optional<Excuse> excuse = verdicts.excuse(kind, name, labels).or(() -> Excuses.of(kind, object));
        if (excuse.isPresent()) {
            return ObjectOutcome.excused(kind, name, excuse.get());
        }
        String path = files.add(
                kind.fullName(), ObjectText.fileName(name), ObjectText.of(object), ObjectText.modified(object));
        return new ObjectOutcome(kind.apiVersion(), kind.kind(), name, ObjectOutcome.Result.CAPTURED, "", "", path);
    }
}
