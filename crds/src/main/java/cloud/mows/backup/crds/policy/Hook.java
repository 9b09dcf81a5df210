package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Selector;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an app is made to hold still for the moment of the snapshots. */
@Document
@ValidationRule(value = "has(self.pre) || has(self.post)", message = Hook.NOTHING)
@ValidationRule(value = "has(self.podSelector) || has(self.container)", message = Hook.NOWHERE)
public record Hook(
        @JsonPropertyDescription("Name of the hook in the ledger. Example: postgres")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription(
                "Labels of the pods, all of which run the commands. Default: every running pod that has the"
                        + " container.")
        @Nullable
        Selector podSelector,

        @JsonPropertyDescription(
                "Name of the container (of the compose service, on a host). Default: the pod's first, or that"
                        + " of its annotation kubectl.kubernetes.io/default-container.")
        @Size(min = 1, max = 63)
        @Pattern("^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$")
        @Nullable
        String container,

        @JsonPropertyDescription("Runs before the snapshots. It must do no harm if it runs twice.") @Nullable
        HookCommand pre,

        @JsonPropertyDescription(
                "Runs after the snapshots: also if pre or a snapshot failed or pre never ran, and also if the controller"
                        + " died in between. If it fails it is tried twice more. It must do no harm if it runs twice.")
        @Nullable
        HookCommand post) {
    static final String NOTHING = "a hook needs pre, post or both";
    static final String NOWHERE = "a hook needs podSelector, container or both, to say where it runs";

    public Hook {
        Objects.requireNonNull(name, "name");
        if (pre == null && post == null) {
            throw new IllegalArgumentException(NOTHING);
        }
        if (podSelector == null && container == null) {
            throw new IllegalArgumentException(NOWHERE);
        }
    }
}
