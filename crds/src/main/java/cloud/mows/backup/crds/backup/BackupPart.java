package cloud.mows.backup.crds.backup;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.ListKeys;
import cloud.mows.backup.crds.policy.ProviderName;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing that a run backs up. */
@Document
@ValidationRule(value = "!(self.phase in ['Failed', 'Skipped']) || has(self.reason)", message = BackupPart.WHY)
public record BackupPart(
        @JsonPropertyDescription("What it holds: Volume, Objects, Dump (of a database) or Files.") @Required
        PartType type,

        @JsonPropertyDescription(
                "Which one: the name of the PersistentVolumeClaim or the database server, for Objects that of the"
                        + " namespace. Example: notes-files")
        @Required
        @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("How far it is: Pending, Running, Succeeded, Failed or Skipped.") @Required
        PartPhase phase,

        @JsonPropertyDescription(
                "Why it failed or was skipped, or what is doubtful about it, in a sentence. Example: read while"
                        + " in use, because its storage has no snapshots")
        @Size(min = 1, max = 1024)
        @Nullable
        String reason,

        @JsonPropertyDescription(
                "UID of the PersistentVolumeClaim, so that another one that gets its name is not taken for it.")
        @Size(min = 1, max = 64)
        @Nullable
        String claimUid,

        @JsonPropertyDescription("How the volume was read: Longhorn or CSI from a snapshot, Live while in use.")
        @Nullable
        ProviderName provider,

        @JsonPropertyDescription(
                "Files and folders of the volume that are left out, as its rule had it when the run was planned.")
        @Size(max = 128)
        List<@Size(min = 1, max = 1024) String> excludeFiles,

        @JsonPropertyDescription("The database server that is dumped.") @Nullable
        DatabaseServer server,

        @JsonPropertyDescription("Its own snapshot in each repository, until the restore point has it.")
        @Size(max = 8)
        @ListKeys("repository")
        List<RepositorySnapshot> snapshots,

        @JsonPropertyDescription("Bytes read so far, and at the end in all.") @Min(0) @Nullable
        Long bytes,

        @JsonPropertyDescription("Files or objects read so far, and at the end in all.") @Min(0) @Nullable
        Long files,

        @JsonPropertyDescription("How often moving it was begun anew because a mover had failed.") @Min(0) @Nullable
        Integer retries,

        @JsonPropertyDescription("When it was first begun.") @Nullable
        Instant startTime,

        @JsonPropertyDescription("When it ended.") @Nullable Instant completionTime) {
    static final String WHY = "a part that is Failed or Skipped needs a reason";

    public BackupPart {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(phase, "phase");
        excludeFiles = List.copyOf(Objects.requireNonNullElse(excludeFiles, List.of()));
        snapshots = List.copyOf(Objects.requireNonNullElse(snapshots, List.of()));
        if ((phase == PartPhase.FAILED || phase == PartPhase.SKIPPED) && reason == null) {
            throw new IllegalArgumentException(WHY);
        }
    }

    public BackupPart withSnapshots(List<RepositorySnapshot> others) {
        return with(reason, others, retries);
    }

    public BackupPart withReason(String other) {
        return with(other, snapshots, retries);
    }

    public BackupPart withRetries(int count) {
        return with(reason, snapshots, count);
    }

    private BackupPart with(
            @Nullable String newReason, List<RepositorySnapshot> newSnapshots, @Nullable Integer newRetries) {
        return new BackupPart(
                type,
                name,
                phase,
                newReason,
                claimUid,
                provider,
                excludeFiles,
                server,
                newSnapshots,
                bytes,
                files,
                newRetries,
                startTime,
                completionTime);
    }
}
