package cloud.mows.backup.crds.meta;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' label selector (metav1.LabelSelector), with limits and descriptions. An empty one, which would select
 * everything, is refused.
 */
@Document
@ValidationRule(
        value = "(has(self.matchLabels) && size(self.matchLabels) > 0)"
                + " || (has(self.matchExpressions) && size(self.matchExpressions) > 0)",
        message = Selector.EMPTY)
public record Selector(
        @JsonPropertyDescription("Labels that must all be there with these values. Example: {app: notes}")
        @Size(max = 32)
        Map<String, @Size(max = 63) String> matchLabels,

        @JsonPropertyDescription("Further wishes that must all be fulfilled.") @Size(max = 32)
        List<SelectorRequirement> matchExpressions) {
    static final String EMPTY = "a selector needs matchLabels or matchExpressions: leave it out if it shall not select";

    public Selector {
        matchLabels = Map.copyOf(Objects.requireNonNullElse(matchLabels, Map.of()));
        matchExpressions = List.copyOf(Objects.requireNonNullElse(matchExpressions, List.of()));
        if (matchLabels.isEmpty() && matchExpressions.isEmpty()) {
            throw new IllegalArgumentException(EMPTY);
        }
    }

    /** As Kubernetes' own selectors match. */
    public boolean matches(@Nullable Map<String, String> labels) {
        Map<String, String> has = Objects.requireNonNullElse(labels, Map.of());
        return matchLabels.entrySet().stream()
                        .allMatch(label -> label.getValue().equals(has.get(label.getKey())))
                && matchExpressions.stream().allMatch(wish -> wish.isFulfilledBy(has));
    }
}
