package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a run does; safe for many threads. */
final class Tally {
    final LongAdder filesNew = new LongAdder();
    final LongAdder filesChanged = new LongAdder();
    final LongAdder filesUnmodified = new LongAdder();
    final LongAdder directoriesNew = new LongAdder();
    final LongAdder directoriesChanged = new LongAdder();
    final LongAdder directoriesUnmodified = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder problems = new LongAdder();
    final LongAdder changedWhileRead = new LongAdder();
    private final LongAdder dataBlobs = new LongAdder();
    private final LongAdder treeBlobs = new LongAdder();
    private final LongAdder added = new LongAdder();
    private final LongAdder addedPacked = new LongAdder();

    void file(ArchiveObserver.Change change) {
        switch (change) {
            case NEW -> filesNew.increment();
            case CHANGED -> filesChanged.increment();
            case UNCHANGED -> filesUnmodified.increment();
        }
    }

    void directory(ArchiveObserver.Change change) {
        switch (change) {
            case NEW -> directoriesNew.increment();
            case CHANGED -> directoriesChanged.increment();
            case UNCHANGED -> directoriesUnmodified.increment();
        }
    }

    void blob(boolean tree, PackWriter.Saved saved, int plainBytes) {
        if (saved.isNew()) {
            (tree ? treeBlobs : dataBlobs).increment();
            added.add(plainBytes);
            addedPacked.add(saved.storedBytes());
        }
    }

    SnapshotSummary summary(Instant start, Instant end, ZoneOffset offset) {
        return new SnapshotSummary(
                start,
                end,
                offset,
                filesNew.sum(),
                filesChanged.sum(),
                filesUnmodified.sum(),
                directoriesNew.sum(),
                directoriesChanged.sum(),
                directoriesUnmodified.sum(),
                dataBlobs.sum(),
                treeBlobs.sum(),
                added.sum(),
                addedPacked.sum(),
                filesNew.sum() + filesChanged.sum() + filesUnmodified.sum(),
                bytes.sum(),
                Map.of());
    }
}
