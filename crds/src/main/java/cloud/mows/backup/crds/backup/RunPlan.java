package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;

/** What a run promises, fixed when it is planned: what happens to policies and repositories later does not change it. */
@Document
public record RunPlan(
        @JsonPropertyDescription("Names of the Repositories that every part goes to.") @Required @Size(min = 1, max = 8)
        List<@Size(min = 1, max = 253) String> repositories,

        @JsonPropertyDescription(
                "Seconds after the start, or after holds were written down, within which all volume snapshots are to be ready.")
        @Required
        @Min(0)
        long snapshotDeadlineSeconds,

        @JsonPropertyDescription("Seconds after the start after which the run gives up what is not saved by then.")
        @Required
        @Min(0)
        long deadlineSeconds,

        @JsonPropertyDescription("Commands that make the app hold still for the moment of the snapshots.")
        @Size(max = 16)
        List<Hook> hooks,

        @JsonPropertyDescription(
                "Rules about objects, from top to bottom; the first that matches decides. Those that none matches are saved.")
        @Size(max = 128)
        List<ObjectRuleInForce> objects) {
    public RunPlan {
        repositories = List.copyOf(Objects.requireNonNull(repositories, "repositories"));
        hooks = List.copyOf(Objects.requireNonNullElse(hooks, List.of()));
        objects = List.copyOf(Objects.requireNonNullElse(objects, List.of()));
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException("a run needs a Repository");
        }
    }
}
