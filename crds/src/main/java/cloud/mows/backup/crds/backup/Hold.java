package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container that a hook makes to hold still. Written down before pre runs; it holds still until post has an outcome. */
@Document
public record Hold(
        @JsonPropertyDescription("Name of the hook.") @Required @Size(min = 1, max = 63)
        String hook,

        @JsonPropertyDescription("Name of the pod; of the one that took its place, if it was replaced meanwhile.")
        @Required
        @Size(min = 1, max = 253)
        String pod,

        @JsonPropertyDescription("Name of the container.") @Required @Size(min = 1, max = 63)
        String container,

        @JsonPropertyDescription("When this was written down.") @Required
        Instant since,

        @JsonPropertyDescription("How pre went, once it has ended.") @Nullable
        HookOutcome pre,

        @JsonPropertyDescription("How post went, once it has ended.") @Nullable
        HookOutcome post) {
    public Hold {
        Objects.requireNonNull(hook, "hook");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(since, "since");
    }

    public Hold withPod(String other) {
        return new Hold(hook, other, container, since, pre, post);
    }

    public Hold withPre(HookOutcome outcome) {
        return new Hold(hook, pod, container, since, outcome, post);
    }

    public Hold withPost(HookOutcome outcome) {
        return new Hold(hook, pod, container, since, pre, outcome);
    }
}
