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

/** What happens with some volumes. */
@Document
@ValidationRule(value = Exclusion.RULE, message = Exclusion.MESSAGE)
@ValidationRule(
        value = "self.action != 'Exclude' || (!has(self.excludeFiles) && !has(self.provider))",
        message = VolumeRule.NOTHING_TO_READ)
public record VolumeRule(
        @JsonPropertyDescription("Names of PersistentVolumeClaims; * stands for any characters. Default: all."
                + " Example: [\"cache\", \"tmp-*\"]")
        @Size(max = 64)
        List<@Size(min = 1, max = 253) @Pattern("^[-a-z0-9.*]+$") String> names,

        @JsonPropertyDescription("Labels of PersistentVolumeClaims. Default: any. With names as well, both must match.")
        @Nullable
        Selector labelSelector,

        @JsonPropertyDescription("Include: back them up as this rule says. Exclude: leave them out. Default: Include")
        @Default("Include")
        @Nullable
        RuleAction action,

        @JsonPropertyDescription("Why they are left out, for whoever misses them one day. Only with Exclude. Example:"
                + " thumbnails, made again from the originals")
        @Size(min = 1, max = 256)
        @Nullable
        String reason,

        @JsonPropertyDescription(
                "Files and folders to leave out, as the command line's --exclude: relative to the root of the volume if they"
                        + " begin with /, else anywhere; * stands for characters but /, ** for any folders. Default: none."
                        + " Example: [\"/cache/**\", \"*.tmp\"]")
        @Size(max = 128)
        List<@Size(min = 1, max = 1024) String> excludeFiles,

        @JsonPropertyDescription(
                "How the data is read: Longhorn or CSI from a snapshot, Live while it is in use (files may then not fit"
                        + " together, which is accepted by saying so). Default: the best that the volume's storage offers, and a"
                        + " warning if that is only Live.")
        @Nullable
        ProviderName provider) {
    static final String NOTHING_TO_READ =
            "action Exclude takes neither excludeFiles nor provider: nothing of the volume is read";

    public VolumeRule {
        names = List.copyOf(Objects.requireNonNullElse(names, List.of()));
        action = Objects.requireNonNullElse(action, RuleAction.INCLUDE);
        excludeFiles = List.copyOf(Objects.requireNonNullElse(excludeFiles, List.of()));
        Exclusion.check(action, reason);
        if (action == RuleAction.EXCLUDE && (!excludeFiles.isEmpty() || provider != null)) {
            throw new IllegalArgumentException(NOTHING_TO_READ);
        }
    }
}
