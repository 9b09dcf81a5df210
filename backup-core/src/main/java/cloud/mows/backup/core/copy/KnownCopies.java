package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which snapshots a repository has already, by restic's rule: the same original, and alike in all but parent and original. */
final class KnownCopies {
    private final Map<SnapshotId, List<SavedSnapshot>> byOriginal = new HashMap<>();

    KnownCopies(List<SavedSnapshot> target) {
        target.forEach(this::add);
    }

    void add(SavedSnapshot saved) {
        byOriginal.computeIfAbsent(saved.id(), id -> new ArrayList<>()).add(saved);
        if (!saved.originalId().equals(saved.id())) {
            byOriginal
                    .computeIfAbsent(saved.originalId(), id -> new ArrayList<>())
                    .add(saved);
        }
    }

    @Nullable
    SavedSnapshot find(SavedSnapshot source) {
        for (SavedSnapshot candidate : byOriginal.getOrDefault(source.originalId(), List.of())) {
            if (isAlike(candidate.snapshot(), source.snapshot())) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isAlike(Snapshot a, Snapshot b) {
        return a.time().equals(b.time())
                && a.tree().equals(b.tree())
                && a.hostname().equals(b.hostname())
                && a.username().equals(b.username())
                && a.uid() == b.uid()
                && a.gid() == b.gid()
                && a.excludes().equals(b.excludes())
                && new HashSet<>(a.paths()).equals(new HashSet<>(b.paths()))
                && new HashSet<>(a.tags()).equals(new HashSet<>(b.tags()));
    }
}
