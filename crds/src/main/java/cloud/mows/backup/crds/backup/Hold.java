package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Objects;

/** A container that a hook may have made to hold still. Written down before pre runs, struck out when post has run. */
@Document
public record Hold(
        @JsonPropertyDescription("Name of the hook.") @Required @Size(min = 1, max = 63)
        String hook,

        @JsonPropertyDescription("Name of the pod.") @Required @Size(min = 1, max = 253)
        String pod,

        @JsonPropertyDescription("Name of the container.") @Required @Size(min = 1, max = 63)
        String container,

        @JsonPropertyDescription("When pre was started.") @Required
        Instant since) {
    public Hold {
        Objects.requireNonNull(hook, "hook");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(since, "since");
    }
}
