package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.cluster.api.Refusal;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * All objects of a kind, page by page. A page is held as the bytes that came, and they are few: one that would be too many is asked for again as
 * several smaller ones. Of its objects only one is there at a time.
 */
final class ObjectPages {
    static final int OBJECTS_MAX = 500;

    /** An object may have a megabyte and a half. */
    private static final int BYTES_MAX = 12 << 20;

    /** Of a server that does not know pages. */
    private static final int WHOLE_BYTES_MAX = 32 << 20;

    private static final int SHRINK = 8;
    private static final int BEGIN_BYTES = 64 << 10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Optional<String> namespace;
    private byte[] page = new byte[BEGIN_BYTES];
    private int pageBytes;

    ObjectPages(KubernetesClient client, Optional<String> namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * Hands over all objects of a kind. If the list grows old meanwhile, it goes on with what comes after the last object at that time.
     *
     * @param asking is told before each request
     * @throws KubernetesClientException if the server refuses, perhaps after some were handed over
     */
    void forEach(ObjectKind kind, Runnable asking, Consumer<GenericKubernetesResource> taken) {
        String next = "";
        int objectsMax = OBJECTS_MAX;
        do {
            asking.run();
            try {
                if (get(kind, next, objectsMax)) {
                    next = parse(taken);
                    if (pageBytes < BYTES_MAX / SHRINK) {
                        objectsMax = Math.min(OBJECTS_MAX, 2 * objectsMax);
                    }
                } else {
                    objectsMax = Math.max(1, objectsMax / SHRINK);
                }
            } catch (KubernetesClientException e) {
                next = goneOn(e, next);
            }
        } while (!next.isEmpty() || pageBytes < 0);
    }

    /** Where to go on in a list that is too old; the server knows, and says it with its refusal. */
    private static String goneOn(KubernetesClientException refusal, String before) {
        Status status = refusal.getStatus();
        String next = status == null || status.getMetadata() == null
                ? ""
                : Objects.requireNonNullElse(status.getMetadata().getContinue(), "");
        if (refusal.getCode() != HttpURLConnection.HTTP_GONE || next.isEmpty() || next.equals(before)) {
            throw refusal;
        }
        return next;
    }

    /** @return false if the page is too large, and a smaller one should be asked for */
    private boolean get(ObjectKind kind, String next, int objectsMax) {
        pageBytes = -1;
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(address(kind, next, objectsMax))
                .header("Accept", "application/json")
                .timeout(client.getConfiguration().getRequestTimeout(), TimeUnit.MILLISECONDS)
                .build();
        try {
            HttpResponse<InputStream> response =
                    client.getHttpClient().sendAsync(request, InputStream.class).get();
            int bytesMax = !response.isSuccessful() || objectsMax == 1 ? WHOLE_BYTES_MAX : BYTES_MAX;
            int count = read(response.body(), bytesMax);
            if (count > bytesMax && objectsMax > 1) {
                return false;
            }
            if (count > bytesMax) {
                throw new KubernetesClientException(
                        "it answers with more than " + (WHOLE_BYTES_MAX >> 20) + " MiB for one object");
            }
            pageBytes = count;
            if (!response.isSuccessful()) {
                throw refusal(response.code());
            }
            return true;
        } catch (ExecutionException e) {
            throw new KubernetesClientException(
                    "no answer: " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
        } catch (IOException e) {
            throw new KubernetesClientException("the answer cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted", e);
        }
    }

    /**
     * Reads a body to its end; one that is too long is closed, which costs the connection.
     *
     * @return bytes of the body, or more than so many if it has more
     */
    private int read(InputStream body, int bytesMax) throws IOException {
        int count = 0;
        while (count <= bytesMax) {
            if (count == page.length) {
                page = Arrays.copyOf(page, Math.min(2 * count, WHOLE_BYTES_MAX + 1));
            }
            int read = body.read(page, count, page.length - count);
            if (read < 0) {
                return count;
            }
            count += read;
        }
        body.close();
        return count;
    }

    private String address(ObjectKind kind, String next, int objectsMax) {
        StringBuilder address =
                new StringBuilder(client.getMasterUrl().toString().replaceAll("/+$", ""));
        address.append(kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/")
                .append(kind.version());
        namespace.ifPresent(name -> address.append("/namespaces/").append(name));
        address.append('/').append(kind.resource()).append('?');
        if (!next.isEmpty()) {
            address.append("continue=")
                    .append(URLEncoder.encode(next, StandardCharsets.UTF_8))
                    .append('&');
        }
        return address.append("limit=").append(objectsMax).toString();
    }

    private KubernetesClientException refusal(int code) {
        try {
            Status status =
                    client.getKubernetesSerialization().convertValue(JSON.readTree(page, 0, pageBytes), Status.class);
            if (status != null && status.getMessage() != null) {
                return new KubernetesClientException(status.getMessage(), code, status);
            }
        } catch (IOException | IllegalArgumentException e) {
            return new KubernetesClientException("HTTP status " + code, e);
        }
        return new KubernetesClientException("HTTP status " + code, code, null);
    }

    /** @return where the next page begins; empty behind the last */
    private String parse(Consumer<GenericKubernetesResource> taken) {
        String next = "";
        try (JsonParser json = JSON.getFactory().createParser(page, 0, pageBytes)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("items") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        taken.accept(object(JSON.readTree(json)));
                    }
                    require(json.currentToken() == JsonToken.END_ARRAY);
                } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                    next = JSON.<JsonNode>readTree(json).path("continue").asText("");
                } else {
                    json.skipChildren();
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT);
            return next;
        } catch (JsonProcessingException e) {
            throw new KubernetesClientException("the answer is not a list in JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new KubernetesClientException("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    private GenericKubernetesResource object(JsonNode json) {
        GenericKubernetesResource object;
        try {
            object = client.getKubernetesSerialization().convertValue(json, GenericKubernetesResource.class);
        } catch (IllegalArgumentException e) {
            throw new KubernetesClientException(
                    "there is something in the list that is not an object: " + e.getMessage(), e);
        }
        if (object.getMetadata() == null || object.getMetadata().getName() == null) {
            throw new KubernetesClientException("there is an object without a name in the list");
        }
        return object;
    }

    private static void require(boolean asExpected) {
        if (!asExpected) {
            throw new KubernetesClientException("the answer is not a list in JSON");
        }
    }

    /** Why a list ended, for people. */
    static String reason(KubernetesClientException e, boolean begun) {
        return begun ? "the rest of them cannot be read: " + Refusal.of(e) : Refusal.of(e);
    }
}
