package cloud.mows.backup.restore.objects;

import cloud.mows.backup.restore.plan.LiveState;
import cloud.mows.backup.restore.plan.ObjectReference;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The objects of a namespace, of whatever kind, as the API server has them. */
public final class ApiObjects implements LiveState {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int PAGE_OBJECTS = 250;
    static final int UNPROCESSABLE = 422;
    private static final String NAMESPACES = "/api/v1/namespaces";

    private final KubernetesClient client;
    private final String namespace;
    private final Map<String, Map<String, String>> resources = new HashMap<>();

    public ApiObjects(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public boolean hasNamespace() {
        return client.namespaces().withName(namespace).get() != null;
    }

    @Override
    public boolean hasStorageClass(String name) {
        return client.storage().v1().storageClasses().withName(name).get() != null;
    }

    @Override
    public boolean serves(ObjectReference object) {
        return folder(object).isPresent();
    }

    @Override
    public Optional<JsonNode> get(ObjectReference object) {
        Optional<String> folder = folder(object);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(client.raw(folder.get() + "/" + encode(object.name())))
                    .map(ApiObjects::parse);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void forEach(String apiVersion, String kind, Consumer<JsonNode> objects) {
        Optional<String> folder = folder(new ObjectReference(apiVersion, kind, ""));
        String next = "";
        while (folder.isPresent()) {
            JsonNode page = parse(client.raw(
                    folder.get() + "?limit=" + PAGE_OBJECTS + (next.isEmpty() ? "" : "&continue=" + encode(next))));
            for (JsonNode item : page.path("items")) {
                // Those of a list do not say what they are.
                objects.accept(((ObjectNode) item).put("apiVersion", apiVersion).put("kind", kind));
            }
            next = page.path("metadata").path("continue").asText();
            if (next.isEmpty()) {
                return;
            }
        }
    }

    @Override
    public Optional<String> refuses(JsonNode wanted) {
        try {
            put(wanted, "?dryRun=All");
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE -> Optional.of(RefusedChange.reason(e));
                // Somebody changes it all the time; or a webhook cannot be asked without doing it: the attempt will
                // tell.
                case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_BAD_REQUEST -> Optional.empty();
                default -> throw e;
            };
        }
    }

    /**
     * Puts an object in the place of the version of it that it names.
     *
     * @throws KubernetesClientException if the server refuses, with code 409 if that is not the present version
     */
    void replace(JsonNode wanted) {
        put(wanted, "");
    }

    private void put(JsonNode wanted, String parameters) {
        ObjectReference object = ObjectReference.of(wanted);
        String folder = folder(object).orElseThrow(() -> new IllegalArgumentException("not served: " + object));
        client.raw(folder + "/" + encode(object.name()) + parameters, "PUT", wanted);
    }

    /**
     * Makes an object.
     *
     * @return as the server made it
     * @throws KubernetesClientException if it refuses, with code 409 if there is one of that name
     */
    JsonNode create(JsonNode object) {
        String folder = folder(ObjectReference.of(object))
                .orElseThrow(() -> new IllegalArgumentException("not served: " + ObjectReference.of(object)));
        return parse(client.raw(folder, "POST", object));
    }

    private Optional<String> folder(ObjectReference object) {
        if (object.isNamespace()) {
            return Optional.of(NAMESPACES);
        }
        return resource(object)
                .map(resource -> (object.group().isEmpty() ? "/api/" : "/apis/") + object.apiVersion() + "/namespaces/"
                        + encode(namespace) + "/" + resource);
    }

    /** Its plural, if it is served and belongs to namespaces. */
    private Optional<String> resource(ObjectReference object) {
        return Optional.ofNullable(
                resources.computeIfAbsent(object.apiVersion(), this::ask).get(object.kind()));
    }

    private Map<String, String> ask(String apiVersion) {
        APIResourceList served;
        try {
            served = client.getApiResources(apiVersion);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Map.of();
            }
            throw e;
        }
        Map<String, String> kinds = new HashMap<>();
        if (served != null) {
            for (APIResource resource : served.getResources()) {
                // A name with a slash is a part of another: deployments/scale.
                if (Boolean.TRUE.equals(resource.getNamespaced())
                        && !resource.getName().contains("/")) {
                    kinds.put(resource.getKind(), resource.getName());
                }
            }
        }
        return kinds;
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the API server answers with no JSON", e);
        }
    }
}
