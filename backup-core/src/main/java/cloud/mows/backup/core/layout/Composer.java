package cloud.mows.backup.core.layout;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Makes a restore point of the parts of a backup. The parts' trees are named, not copied, so it costs a few kilobytes. The caller holds
 * a shared lock.
 */
public final class Composer {
    /** Longer than any run takes. */
    public static final Duration PARTS_KEPT = Duration.ofDays(7);

    private static final List<String> PATHS = List.of("/");

    private final Repository repository;
    private final String programVersion;

    /** @param programVersion as snapshots record it */
    public Composer(Repository repository, String programVersion) {
        this.repository = repository;
        this.programVersion = programVersion;
    }

    /**
     * Writes it, unless it is there.
     *
     * @param time the moment that the backup shows
     * @param counts of its ledger
     * @param parts those that it is to hold, saved as snapshots with the tags of {@code backup}; the ledger is one of them
     * @throws BackupException DAMAGED if a tree of a part cannot be read
     */
    public RestorePoint compose(BackupId backup, Instant time, LedgerCounts counts, Collection<SavedSnapshot> parts) {
        if (parts.stream().noneMatch(part -> PartId.of(part.snapshot()).equals(Optional.of(PartId.LEDGER)))) {
            throw new IllegalArgumentException("a backup without a ledger is no backup");
        }
        Optional<RestorePoint> there =
                RestorePoint.of(SnapshotCatalogue.load(repository).all(), backup);
        if (there.isPresent()) {
            return there.get();
        }
        repository.index();
        BlobId root;
        try (PackWriter writer = repository.writer()) {
            root = new TreeMerge(repository, writer, Set.of(PartId.LEDGER_OF_OBJECTS))
                    .merge(parts.stream().map(part -> part.snapshot().tree()).toList());
            writer.flush();
        }
        Snapshot snapshot = Snapshot.builder(time, ZoneOffset.UTC, root)
                .paths(PATHS)
                .hostname(backup.app().host())
                .tags(Stream.concat(backup.tags().stream(), Stream.of(RestorePoint.tag(counts)))
                        .toList())
                .programVersion(programVersion)
                .summary(summary(parts))
                .build();
        return new RestorePoint(backup, SnapshotCatalogue.save(repository, snapshot));
    }

    /**
     * Removes the parts of a backup that has a restore point.
     *
     * @return how many there were
     * @throws BackupException NOT_FOUND if it has none
     */
    public static int removeParts(Repository repository, BackupId backup) {
        List<SavedSnapshot> all = SnapshotCatalogue.load(repository).all();
        if (RestorePoint.of(all, backup).isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND, "backup " + backup.name() + " has no restore point, so its parts stay", "");
        }
        List<SavedSnapshot> parts = RestorePoint.parts(all, backup);
        SnapshotCatalogue.remove(
                repository, parts.stream().map(SavedSnapshot::id).toList());
        return parts.size();
    }

    /**
     * Removes the parts that runs of a cluster have left which never came to an end. Needs the exclusive lock.
     *
     * @param cluster those of others are theirs: their clock or their patience may be another
     * @param now parts go that are {@link #PARTS_KEPT} older
     * @return how many there were
     */
    public static int removeLeftoverParts(Repository repository, String cluster, Instant now) {
        List<SnapshotId> parts = SnapshotCatalogue.load(repository).all().stream()
                .filter(saved -> PartId.isPart(saved.snapshot()))
                .filter(saved -> BackupId.of(saved.snapshot())
                        .filter(backup -> backup.app().cluster().equals(cluster))
                        .isPresent())
                .filter(saved -> saved.snapshot().time().plus(PARTS_KEPT).isBefore(now))
                .map(SavedSnapshot::id)
                .toList();
        return parts.size() - SnapshotCatalogue.remove(repository, parts).size();
    }

    /** Of all parts together. */
    private static SnapshotSummary summary(Collection<SavedSnapshot> parts) {
        List<SnapshotSummary> all = parts.stream()
                .map(part -> part.snapshot().summary())
                .filter(Objects::nonNull)
                .toList();
        Sum sum = field -> all.stream().mapToLong(field).sum();
        return new SnapshotSummary(
                all.stream()
                        .map(SnapshotSummary::backupStart)
                        .min(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                all.stream()
                        .map(SnapshotSummary::backupEnd)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                ZoneOffset.UTC,
                sum.of(SnapshotSummary::filesNew),
                sum.of(SnapshotSummary::filesChanged),
                sum.of(SnapshotSummary::filesUnmodified),
                sum.of(SnapshotSummary::dirsNew),
                sum.of(SnapshotSummary::dirsChanged),
                sum.of(SnapshotSummary::dirsUnmodified),
                sum.of(SnapshotSummary::dataBlobs),
                sum.of(SnapshotSummary::treeBlobs),
                sum.of(SnapshotSummary::dataAdded),
                sum.of(SnapshotSummary::dataAddedPacked),
                sum.of(SnapshotSummary::totalFilesProcessed),
                sum.of(SnapshotSummary::totalBytesProcessed),
                Map.of());
    }

    /** Of one field. */
    private interface Sum {
        long of(ToLongFunction<SnapshotSummary> field);
    }
}
