package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.cluster.api.Pages;
import cloud.mows.backup.cluster.api.Refusal;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads all objects of a namespace, and the namespace itself; or those that belong to none. */
public final class ObjectReader {
    /** An object may have a megabyte, and a page is held in memory as a whole. */
    private static final long PAGE_OBJECTS = 20;

    private static final int TRIES = 3;
    private static final ObjectKind NAMESPACES = new ObjectKind("", "v1", "namespaces", "Namespace");

    private final KubernetesClient client;
    private final Optional<String> namespace;
    private final ObjectVerdicts verdicts;
    private final ObjectFolder files;
    private final Consumer<String> asking;
    private final List<ObjectOutcome> outcomes = new ArrayList<>();

    private ObjectReader(
            KubernetesClient client,
            Optional<String> namespace,
            ObjectVerdicts verdicts,
            ObjectFolder files,
            Consumer<String> asking) {
        this.client = client;
        this.namespace = namespace;
        this.verdicts = verdicts;
        this.files = files;
        this.asking = asking;
    }

    /**
     * Writes those of a namespace into a folder now.
     *
     * @param into exists and is empty
     * @param asking is told before each request what it asks for
     * @return what became of everything, in the order in which it was read
     * @throws KubernetesClientException if there is no such namespace or it cannot be asked for
     * @throws UncheckedIOException if the folder cannot take them
     */
    public static List<ObjectOutcome> namespace(
            KubernetesClient client, String namespace, ObjectVerdicts verdicts, Path into, Consumer<String> asking) {
        ObjectReader reader =
                new ObjectReader(client, Optional.of(namespace), verdicts, new ObjectFolder(into), asking);
        asking.accept("namespace " + namespace);
        GenericKubernetesResource own = client.genericKubernetesResources(context(NAMESPACES, false))
                .withName(namespace)
                .get();
        if (own == null) {
            throw new KubernetesClientException("there is no namespace " + namespace);
        }
        reader.take(NAMESPACES, own);
        reader.read();
        return List.copyOf(reader.outcomes);
    }

    /** Like {@link #namespace}, those that belong to none. */
    public static List<ObjectOutcome> cluster(
            KubernetesClient client, ObjectVerdicts verdicts, Path into, Consumer<String> asking) {
        ObjectReader reader = new ObjectReader(client, Optional.empty(), verdicts, new ObjectFolder(into), asking);
        reader.read();
        return List.copyOf(reader.outcomes);
    }

    private void read() {
        Discovery discovery = new Discovery(
                client, asking, (apiVersion, why) -> outcomes.add(ObjectOutcome.failed(apiVersion, "*", why)));
        discovery.kinds(namespace.isPresent(), this::isWanted).forEach(this::read);
    }

    private boolean isWanted(String group) {
        Optional<Excuse> excuse = Excuses.ofGroup(group);
        excuse.ifPresent(each -> outcomes.add(ObjectOutcome.excused(group, each)));
        return excuse.isEmpty();
    }

    private void read(ObjectKind kind) {
        Optional<Excuse> all = Excuses.of(kind);
        if (all.isPresent()) {
            outcomes.add(ObjectOutcome.excused(kind, "*", all.get()));
            return;
        }
        for (int tries = 1; ; tries++) {
            int before = outcomes.size();
            try {
                pages(kind);
                return;
            } catch (KubernetesClientException e) {
                // Begun anew, what was read of the kind before would be there twice.
                outcomes.subList(before, outcomes.size()).clear();
                files.remove(kind.fullName());
                if (e.getCode() == HttpURLConnection.HTTP_GONE && tries < TRIES) {
                    continue;
                }
                outcomes.add(ObjectOutcome.failed(kind.apiVersion(), kind.kind(), Refusal.of(e)));
                return;
            }
        }
    }

    private void pages(ObjectKind kind) {
        var all = client.genericKubernetesResources(context(kind, namespace.isPresent()));
        asking.accept(kind.fullName());
        Pages.forEach(namespace.isPresent() ? all.inNamespace(namespace.get()) : all, PAGE_OBJECTS, object -> {
            take(kind, object);
            asking.accept(kind.fullName() + " after " + object.getMetadata().getName());
        });
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
            outcomes.add(outcome(kind, object, name));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever is odd about one object must not keep the others out of the backup.
            outcomes.add(ObjectOutcome.failed(kind, name, "it cannot be saved: " + e));
        }
    }

    private ObjectOutcome outcome(ObjectKind kind, GenericKubernetesResource object, String name) {
        Map<String, String> labels =
                Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
        Optional<Excuse> excuse = verdicts.excuse(kind, name, labels).or(() -> Excuses.of(kind, object));
        if (excuse.isPresent()) {
            return ObjectOutcome.excused(kind, name, excuse.get());
        }
        String path = files.add(kind.fullName(), ObjectText.fileName(name), ObjectText.of(object));
        return new ObjectOutcome(kind.apiVersion(), kind.kind(), name, ObjectOutcome.Result.CAPTURED, "", "", path);
    }
}
