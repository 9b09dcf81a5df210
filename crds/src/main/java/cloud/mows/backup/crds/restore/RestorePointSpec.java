package cloud.mows.backup.crds.restore;

import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a restore point holds, and where it lies. */
@Document
public record RestorePointSpec(
        @JsonPropertyDescription("Id of the cluster that it is of: the uid of the namespace kube-system there.")
        @Required
        @Size(min = 1, max = 63)
        String cluster,

        @JsonPropertyDescription("Name of the app: its namespace, or _cluster for what belongs to none.")
        @Required
        @Size(min = 1, max = 63)
        String app,

        @JsonPropertyDescription("Uid of the Backup that made it.") @Required @Size(min = 1, max = 63)
        String backupUid,

        @JsonPropertyDescription("Name of the Backup that made it.") @Required @Size(min = 1, max = 253)
        String backupName,

        @JsonPropertyDescription("The policy that the Backup followed, where that is known.") @Nullable
        PolicyReference policy,

        @JsonPropertyDescription("The moment that it shows.") @Required
        Instant time,

        @JsonPropertyDescription("What became of everything in scope, in numbers.") @Required
        LedgerSummary ledger,

        @JsonPropertyDescription("Bytes that it holds, before they are deduplicated and compressed.") @Min(0) @Nullable
        Long bytes,

        @JsonPropertyDescription("Where it lies.") @Required @Size(min = 1, max = 8) @ListKeys("repository")
        List<SnapshotCopy> copies) {
    /** How the names of Backups begin that were made because a restore was about to replace something. */
    public static final String BEFORE_RESTORE = "before-restore-";

    public RestorePointSpec {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(backupUid, "backupUid");
        Objects.requireNonNull(backupName, "backupName");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(ledger, "ledger");
        copies = List.copyOf(Objects.requireNonNull(copies, "copies"));
    }

    /** The same, if it lay in these places. */
    public RestorePointSpec withCopies(List<SnapshotCopy> others) {
        return new RestorePointSpec(cluster, app, backupUid, backupName, policy, time, ledger, bytes, others);
    }

    /** Whether it shows what a restore was to get rid of: nobody means it who wants the newest. */
    public boolean savedBeforeRestore() {
        return backupName.startsWith(BEFORE_RESTORE);
    }
}
