package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Selector;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens with some namespaces. */
@Document
@ValidationRule(value = Exclusion.RULE, message = Exclusion.MESSAGE)
public record NamespaceRule(
        @JsonPropertyDescription("Names of namespaces; * stands for any characters. Default: all. Example: [\"ci-*\"]")
        @Size(max = 64)
        List<@Size(min = 1, max = 63) @Pattern("^[-a-z0-9*]+$") String> names,

        @JsonPropertyDescription("Labels of namespaces. Default: any. With names as well, both must match.") @Nullable
        Selector labelSelector,

        @JsonPropertyDescription("Include: back them up. Exclude: leave them out. Default: Include")
        @Default("Include")
        @Nullable
        RuleAction action,

        @JsonPropertyDescription("Why they are left out, for whoever misses them one day. Only with Exclude.")
        @Size(min = 1, max = 256)
        @Nullable
        String reason) {
    public NamespaceRule {
        names = List.copyOf(Objects.requireNonNullElse(names, List.of()));
        action = Objects.requireNonNullElse(action, RuleAction.INCLUDE);
        Exclusion.check(action, reason);
    }
}
