package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;

/** A rule about objects, and whose it is. */
@Document
public record ObjectRuleInForce(
        @JsonPropertyDescription("Whose rule it is, in words. Example: BackupPolicy notes") @Required @Size(max = 512)
        String by,

        @JsonPropertyDescription("What it says.") @Required ObjectRule rule) {
    public ObjectRuleInForce {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(rule, "rule");
    }
}
