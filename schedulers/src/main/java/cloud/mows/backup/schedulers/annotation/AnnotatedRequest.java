package cloud.mows.backup.schedulers.annotation;

import cloud.mows.backup.crds.policy.BackupPolicySpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * What the annotations of a namespace and its claims come to.
 *
 * @param spec what is asked for; empty if nothing is, or if something is not understood
 * @param faults what is not understood
 */
public record AnnotatedRequest(Optional<BackupPolicySpec> spec, List<Fault> faults) {
    public AnnotatedRequest {
        faults = List.copyOf(faults);
    }

    /** @param about the namespace or the claim @param words a clause for people */
    public record Fault(HasMetadata about, String annotation, String words) {
        public String sentence() {
            return "Annotation " + annotation + " is not understood, so none of the namespace is followed: " + words
                    + ".";
        }
    }
}
