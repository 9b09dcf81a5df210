package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The real one. */
public final class ApiServer implements Cluster {
    private static final long PAGE_OBJECTS = 500;
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;

    public ApiServer(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> @Nullable T get(Class<T> kind, @Nullable String namespace, String name) {
        return at(kind, namespace, name).get();
    }

    private <T extends HasMetadata> Resource<T> at(Class<T> kind, @Nullable String namespace, String name) {
        var all = client.resources(kind);
        return namespace == null
                ? all.withName(name)
                : all.inNamespace(namespace).withName(name);
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, @Nullable String namespace) {
        var all = client.resources(kind);
        return namespace == null ? found(all.inAnyNamespace()) : found(all.inNamespace(namespace));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return found(client.resources(kind).inNamespace(namespace).withLabels(labels));
    }

    private static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> found(
            FilterWatchListDeletable<T, L, ?> request) {
        try {
            List<T> found = new ArrayList<>();
            Pages.forEach(request, PAGE_OBJECTS, found::add);
            return found;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public Optional<String> warning(HasMetadata object) {
        return client
                .resources(Event.class)
                .inNamespace(object.getMetadata().getNamespace())
                .withField("involvedObject.uid", object.getMetadata().getUid())
                .withField("type", "Warning")
                .list()
                .getItems()
                .stream()
                .max(Comparator.comparing(event -> Objects.requireNonNullElse(event.getLastTimestamp(), "")))
                .map(Event::getMessage);
    }

    @Override
    public Optional<String> log(String namespace, String pod, String container) {
        try {
            return Optional.ofNullable(client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(container)
                    // The client would watch the pod, for which there is no right, until it is ready.
                    .withReadyWaitTimeout(null)
                    .getLog());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public @Nullable Replicas replicas(String kind, String namespace, String name) {
        String text;
        try {
            text = client.raw(scale(kind, namespace, name));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return null;
            }
            throw e;
        }
        if (text == null) {
            return null;
        }
        Scale found = client.getKubernetesSerialization().unmarshal(text, Scale.class);
        Integer wanted = found.getSpec().getReplicas();
        return new Replicas(
                kind,
                namespace,
                name,
                // Not written where it is 0.
                Objects.requireNonNullElse(wanted, 0),
                found.getMetadata().getResourceVersion());
    }

    private static String scale(String kind, String namespace, String name) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + kind.toLowerCase(Locale.ROOT) + "s/" + name + "/scale";
    }

    @Override
    public Execution run(String namespace, String pod, String container, List<String> command, Duration timeout) {
        return PodCommand.run(client, namespace, pod, container, command, timeout);
    }

    @Override
    public boolean mayRun(ServiceAccount account, String namespace) {
        SubjectAccessReview answer = client.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(account.user())
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withResource("pods")
                        .withSubresource("exec")
                        .withVerb("create")
                        .endResourceAttributes()
                        .endSpec()
                        .build());
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    @Override
    public Optional<String> apply(List<Change> changes) {
        for (Change change : changes) {
            try {
                make(change);
            } catch (KubernetesClientException e) {
                switch (e.getCode()) {
                    // The world is no longer as it was seen.
                    case HttpURLConnection.HTTP_CONFLICT -> {}
                    case HttpURLConnection.HTTP_NOT_FOUND -> {
                        if (change instanceof Change.Create) {
                            return Optional.of(Refusal.of(e));
                        }
                    }
                    case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE -> {
                        return Optional.of(Refusal.of(e));
                    }
                    default -> throw e;
                }
            }
        }
        return Optional.empty();
    }

    private void make(Change change) {
        switch (change) {
            case Change.Create(HasMetadata wanted) -> client.resource(wanted).create();
            case Change.Delete(HasMetadata observed) ->
                client.resource(observed)
                        .lockResourceVersion(observed.getMetadata().getResourceVersion())
                        .delete();
            case Change.Patch(HasMetadata observed, Map<String, Object> fields) ->
                at(
                                observed.getClass(),
                                observed.getMetadata().getNamespace(),
                                observed.getMetadata().getName())
                        .patch(PatchContext.of(PatchType.JSON_MERGE), merge(observed, fields));
            case Change.PatchStatus(HasMetadata observed, Map<String, Object> fields) ->
                at(
                                observed.getClass(),
                                observed.getMetadata().getNamespace(),
                                observed.getMetadata().getName())
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), merge(observed, Map.of("status", fields)));
            case Change.Scale(Replicas observed, int replicas) ->
                client.raw(
                        scale(observed.kind(), observed.namespace(), observed.name()),
                        "PUT",
                        new ScaleBuilder()
                                .withNewMetadata()
                                .withNamespace(observed.namespace())
                                .withName(observed.name())
                                .withResourceVersion(observed.resourceVersion())
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(replicas)
                                .endSpec()
                                .build());
        }
    }

    /** The version in it makes the server refuse the patch if the object has changed. */
    private String merge(HasMetadata observed, Map<String, Object> fields) {
        Map<String, Object> metadata = new HashMap<>();
        if (fields.get("metadata") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> metadata.put((String) name, value));
        }
        metadata.put("resourceVersion", observed.getMetadata().getResourceVersion());
        Map<String, Object> patch = new HashMap<>(fields);
        patch.put("metadata", metadata);
        return client.getKubernetesSerialization().asJson(patch);
    }
}
