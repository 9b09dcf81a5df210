package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Picks among snapshots that somebody else loaded. What comes back is newest first. */
public final class SnapshotSelection {
    private static final int LISTED_MAX = 5;
    private static final int SHOWN_DIGITS = 8;

    private SnapshotSelection() {}

    /** All that the filter lets through. */
    public static List<SavedSnapshot> matching(Collection<SavedSnapshot> all, SnapshotFilter filter) {
        return all.stream()
                .filter(s -> filter.matches(s.snapshot()))
                .sorted(SavedSnapshot.NEWEST_FIRST)
                .toList();
    }

    /** The newest that the filter lets through. */
    public static Optional<SavedSnapshot> latest(Collection<SavedSnapshot> all, SnapshotFilter filter) {
        return all.stream().filter(s -> filter.matches(s.snapshot())).max(SavedSnapshot.OLDEST_FIRST);
    }

    /** The newest that the filter lets through and that is not younger than {@code limit}. */
    public static Optional<SavedSnapshot> latestUntil(
            Collection<SavedSnapshot> all, SnapshotFilter filter, Instant limit) {
        return all.stream()
                .filter(s -> !s.snapshot().time().isAfter(limit))
                .filter(s -> filter.matches(s.snapshot()))
                .max(SavedSnapshot.OLDEST_FIRST);
    }

    /**
     * The snapshot that a person named.
     *
     * @param filter applies to {@code latest} only
     * @throws BackupException {@link ProblemCode#NOT_FOUND} or {@link ProblemCode#AMBIGUOUS}
     */
    public static SavedSnapshot resolve(
            Collection<SavedSnapshot> all, SnapshotReference reference, SnapshotFilter filter) {
        return switch (reference) {
            case SnapshotReference.Latest(int back, String path) -> latest(all, filter, back);
            case SnapshotReference.ById(String prefix, String path) -> {
                SnapshotId id = byPrefix(all.stream().map(SavedSnapshot::id).toList(), prefix);
                yield all.stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
            }
        };
    }

    /**
     * The one identifier that begins so: for finding a snapshot without loading them all.
     *
     * @throws BackupException {@link ProblemCode#NOT_FOUND} or {@link ProblemCode#AMBIGUOUS}
     */
    public static SnapshotId byPrefix(Collection<SnapshotId> ids, String prefix) {
        List<SnapshotId> fitting = ids.stream()
                .filter(id -> id.hex().startsWith(prefix))
                .distinct()
                .toList();
        if (fitting.isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    "no snapshot " + prefix + " in the repository",
                    "'snapshots' lists what there is");
        }
        if (fitting.size() > 1) {
            int digits = Math.max(SHOWN_DIGITS, prefix.length() + 2);
            List<String> some = fitting.stream()
                    .sorted()
                    .limit(LISTED_MAX)
                    .map(id -> id.hex().substring(0, Math.min(digits, id.hex().length())))
                    .toList();
            throw new BackupException(
                    ProblemCode.AMBIGUOUS,
                    "snapshot " + prefix + " fits " + fitting.size() + ": " + String.join(", ", some)
                            + (fitting.size() > LISTED_MAX ? ", …" : ""),
                    "give more digits");
        }
        return fitting.getFirst();
    }

    private static SavedSnapshot latest(Collection<SavedSnapshot> all, SnapshotFilter filter, int back) {
        List<SavedSnapshot> matching = matching(all, filter);
        if (matching.isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    all.isEmpty() ? "the repository has no snapshots" : "no snapshot matches (" + filter + ")",
                    "'snapshots' lists what there is");
        }
        if (back >= matching.size()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    "latest~" + back + ": only " + matching.size() + " snapshots match",
                    "'snapshots' lists what there is");
        }
        return matching.get(back);
    }
}
