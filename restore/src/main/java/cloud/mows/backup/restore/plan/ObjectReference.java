package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Which object of a namespace.
 *
 * @param apiVersion that it was saved in, as {@code apps/v1}
 */
public record ObjectReference(String apiVersion, String kind, String name) {
    public ObjectReference {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** Of an object as the API serves it; what it lacks is empty. */
    public static ObjectReference of(JsonNode object) {
        return new ObjectReference(
                object.path("apiVersion").asText(),
                object.path("kind").asText(),
                object.path("metadata").path("name").asText());
    }

    /** Empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** Whether it is a namespace itself, the only object here that belongs to none. */
    public boolean isNamespace() {
        return groupKind().equals("/Namespace");
    }

    public boolean isClaim() {
        return groupKind().equals("/PersistentVolumeClaim");
    }

    /** As people and owner references name it: {@code apps/Deployment}. */
    String groupKind() {
        return group() + "/" + kind;
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
