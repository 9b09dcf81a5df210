package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a backup did.
 *
 * @param snapshot null on a dry run, and where nothing changed and that was asked to make none
 * @param parent what it was compared with
 * @param problems entries that could not be saved, fully or in part
 * @param changedWhileRead files that are saved, but perhaps as a mixture of before and after
 */
public record ArchiveReport(
        @Nullable SnapshotId snapshot,
        @Nullable SnapshotId parent,
        BlobId tree,
        SnapshotSummary summary,
        long problems,
        long changedWhileRead) {}
