package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An annotation that is not understood, so that none of its namespace is followed.
 *
 * @param claim that has the annotation; null if the namespace has it
 * @param reason a clause
 */
public record AnnotationFault(String namespace, @Nullable String claim, String annotation, String reason) {
    static AnnotationFault of(AnnotatedRequest.Fault fault) {
        String name = fault.about().getMetadata().getName();
        String namespace = fault.about().getMetadata().getNamespace();
        return new AnnotationFault(
                Objects.requireNonNullElse(namespace, name),
                namespace == null ? null : name,
                fault.annotation(),
                fault.words());
    }
}
