package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** What becomes of the objects of a restore point, in numbers. */
@Document
public record RestoredObjects(
        @JsonPropertyDescription("Made again.") @Required @Min(0)
        long created,

        @JsonPropertyDescription("There already and not the same; made the same. Default: 0") @Default("0") @Min(0)
        long replaced,

        @JsonPropertyDescription("There already, and the same.") @Required @Min(0)
        long same,

        @JsonPropertyDescription("There already and not the same; left as they are.") @Required @Min(0)
        long different,

        @JsonPropertyDescription("Not made again on purpose; the plan says why.") @Required @Min(0)
        long leftOut,

        @JsonPropertyDescription("Cannot be made, or cannot be made the same.") @Required @Min(0)
        long failed) {}
