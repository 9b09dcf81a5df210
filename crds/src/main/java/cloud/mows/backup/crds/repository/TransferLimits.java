package cloud.mows.backup.crds.repository;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How hard a repository may be used. The rates are those of the command line's --limit-upload and --limit-download. */
@Document
public record TransferLimits(
        @JsonPropertyDescription("Upload of all runs together, in KiB per second. Default: no limit. Example: 2048")
        @Min(1)
        @Max(1000000)
        @Nullable
        Integer uploadKiBPerSecond,

        @JsonPropertyDescription("Download of all runs together, in KiB per second. Default: no limit.")
        @Min(1)
        @Max(1000000)
        @Nullable
        Integer downloadKiBPerSecond,

        @JsonPropertyDescription(
                "Runs that may use the repository at the same time; others wait. Default: no limit but that of"
                        + " the ClusterBackupPolicy. Example: 2")
        @Min(1)
        @Max(100)
        @Nullable
        Integer concurrentBackups) {
    public TransferLimits {
        Range.check("uploadKiBPerSecond", uploadKiBPerSecond, 1, 1000000);
        Range.check("downloadKiBPerSecond", downloadKiBPerSecond, 1, 1000000);
        Range.check("concurrentBackups", concurrentBackups, 1, 100);
    }
}
