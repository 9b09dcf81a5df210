package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Kubernetes' label selector (metav1.LabelSelector), with limits and descriptions. */
@Document
public record Selector(
        @JsonPropertyDescription("Labels that must all be there with these values. Example: {app: notes}")
        @Size(max = 32)
        Map<String, @Size(max = 63) String> matchLabels,

        @JsonPropertyDescription("Further wishes that must all be fulfilled.") @Size(max = 32)
        List<SelectorRequirement> matchExpressions) {
    public Selector {
        matchLabels = Map.copyOf(Objects.requireNonNullElse(matchLabels, Map.of()));
        matchExpressions = List.copyOf(Objects.requireNonNullElse(matchExpressions, List.of()));
    }
}
