package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.index.Compaction;
import cloud.mows.backup.core.index.DamagedSegmentException;
import cloud.mows.backup.core.index.IndexFolder;
import cloud.mows.backup.core.index.MalformedIndexException;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.index.SegmentChoice;
import cloud.mows.backup.core.index.SegmentWriter;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens the segments of the local folder, and makes those that are missing from index files. Memory: the entries of one new
 * segment and the JSON of a few index files.
 */
final class SegmentLoader {
    /** A new segment has at least as many if there are: some 13 MB. */
    private static final int BATCH_BLOBS = 1 << 18;

    /** Damaged files are removed, so there is an end; this is for a disk that damages everything. */
    private static final int ATTEMPTS_MAX = 10;

    private final IndexStore store;
    private final IndexFolder folder;

    SegmentLoader(IndexStore store, IndexFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Segments for all index files that there are; none of them is stale, and there are few. */
    List<Segment> load(Consumer<BackupException> damaged) {
        for (int attempt = 1; ; attempt++) {
            List<Segment> segments = new ArrayList<>();
            boolean whole = false;
            try {
                load(segments, damaged);
                whole = true;
                return segments;
            } catch (DamagedSegmentException e) {
                folder.remove(e);
                if (attempt == ATTEMPTS_MAX) {
                    throw problem(e);
                }
            } catch (IOException e) {
                throw problem(e);
            } finally {
                if (!whole) {
                    segments.forEach(Segment::close);
                }
            }
        }
    }

    private void load(List<Segment> segments, Consumer<BackupException> damaged) throws IOException {
        segments.addAll(folder.openAll());
        // Only now: of what a segment stands for, what is not listed is gone, not new.
        Set<IndexId> live = store.list();
        SegmentChoice choice = SegmentChoice.of(segments, live);
        folder.remove(choice.useless());
        choice.useless().forEach(Segment::close);
        segments.removeAll(choice.useless());
        read(choice.missing(), segments, damaged);
        new Compaction(folder, live).apply(segments, choice.stale());
    }

    /** Segments for index files whose segment was found to be damaged. */
    List<Segment> reload(DamagedSegmentException damage, Collection<IndexId> sources) {
        folder.remove(damage);
        List<Segment> segments = new ArrayList<>();
        try {
            read(sources, segments, damaged -> {
                throw damaged;
            });
            return segments;
        } catch (IOException e) {
            throw problem(e);
        }
    }

    private void read(Collection<IndexId> ids, List<Segment> segments, Consumer<BackupException> damaged)
            throws IOException {
        SegmentWriter writer = new SegmentWriter();
        try (IndexReadAhead ahead = new IndexReadAhead(store, List.copyOf(ids))) {
            for (IndexId id : ids) {
                try {
                    writer.addJson(id, ahead.next());
                } catch (MalformedIndexException e) {
                    damaged.accept(IndexStore.damaged(id, e));
                } catch (BackupException e) {
                    if (e.problem().code() != ProblemCode.DAMAGED) {
                        throw e;
                    }
                    damaged.accept(e);
                }
                if (writer.count() >= BATCH_BLOBS) {
                    segments.add(folder.write(writer));
                    writer = new SegmentWriter();
                }
            }
        }
        if (!writer.isEmpty()) {
            segments.add(folder.write(writer));
        }
    }

    static BackupException problem(Exception e) {
        return new BackupException(
                ProblemCode.LOCAL_IO,
                "the local cache failed: " + FileFailure.reason(e),
                "free some room or choose another place, with --cache-dir or in TMPDIR",
                e);
    }
}
