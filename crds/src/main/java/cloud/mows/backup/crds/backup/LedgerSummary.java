package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** What became of every single thing in scope, in numbers; the ledger itself lies in the repositories. */
@Document
public record LedgerSummary(
        @JsonPropertyDescription("Things that are in the backup.") @Required @Min(0)
        long captured,

        @JsonPropertyDescription("Things that were left out on purpose; the ledger says by whom and why.")
        @Required
        @Min(0)
        long excused,

        @JsonPropertyDescription("Things that should be in the backup and are not.") @Required @Min(0)
        long failed) {
    public LedgerSummary {
        if (captured < 0 || excused < 0 || failed < 0) {
            throw new IllegalArgumentException("a ledger cannot count below 0");
        }
    }
}
