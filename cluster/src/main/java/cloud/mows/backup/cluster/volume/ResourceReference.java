package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object that is made on the way; the namespace is null for kinds that belong to none. */
public record ResourceReference(
        String apiVersion, String kind, @Nullable String namespace, String name) {
    public ResourceReference {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    /** To an object of this name. */
    public static ResourceReference to(Class<? extends HasMetadata> kind, @Nullable String namespace, String name) {
        return new ResourceReference(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind), namespace, name);
    }

    public static ResourceReference to(HasMetadata object) {
        return new ResourceReference(
                object.getApiVersion(),
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    /** {@code VolumeSnapshot photos/mows-0123}. */
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
