package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotFilter;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import cloud.mows.backup.core.snapshot.SnapshotReference;
import cloud.mows.backup.core.snapshot.SnapshotSelection;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds the snapshot to compare with: the one that was named, or the newest of the same group. */
final class ParentChoice {
    private final Repository repository;
    private final ArchiveObserver observer;

    ParentChoice(Repository repository, ArchiveObserver observer) {
        this.repository = repository;
        this.observer = observer;
    }

    @Nullable
    SavedSnapshot choose(ArchiveRequest request, Instant now) {
        SavedSnapshot parent = request.force() ? null : find(request, now);
        observer.comparing(parent == null ? null : parent.id());
        return parent;
    }

    /** Also where every file is to be read. */
    @Nullable
    SavedSnapshot find(ArchiveRequest request, Instant now) {
        SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository);
        catalogue
                .unreadable()
                .forEach(lost -> observer.problem(
                        BytePath.of("snapshots/" + lost.id()), lost.why().getMessage()));
        if (!request.parent().isEmpty()) {
            SnapshotReference reference = SnapshotReference.parse(request.parent());
            return SnapshotSelection.resolve(catalogue.all(), reference, SnapshotFilter.ALL);
        }
        SnapshotGrouping.Key group = request.grouping().keyOf(sample(request, now));
        Instant limit = request.time() == null ? Instant.MAX : request.time();
        return catalogue.all().stream()
                .filter(s -> !s.snapshot().time().isAfter(limit))
                .filter(s -> request.grouping().keyOf(s.snapshot()).equals(group))
                .max(Comparator.comparing(s -> s.snapshot().time()))
                .orElse(null);
    }

    /** The snapshot that this run will make, as far as groups go. */
    private static Snapshot sample(ArchiveRequest request, Instant now) {
        return Snapshot.builder(now, request.offset(), new BlobId(new Digest(0, 0, 0, 0)))
                .paths(request.recordedPaths())
                .hostname(request.host())
                .tags(request.tags())
                .build();
    }
}
