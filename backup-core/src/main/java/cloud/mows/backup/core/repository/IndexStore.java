package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.index.IndexCodec;
import cloud.mows.backup.core.index.IndexFolder;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.MalformedIndexException;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.index.SegmentWriter;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The repository's index files, as segments of the local folder and back. */
public final class IndexStore {
    private final Storage storage;
    private final UnpackedFiles files;
    private final IndexFolder folder;

    IndexStore(Storage storage, UnpackedFiles files, IndexFolder folder) {
        this.storage = storage;
        this.files = files;
        this.folder = folder;
    }

    /** All index files as open segments; what is not in the folder yet is read and added to it. */
    List<Segment> loadAll() {
        return loadAll(damaged -> {
            throw damaged;
        });
    }

    /**
     * As {@link #loadAll()}, going on after index files that cannot be read.
     *
     * @param damaged receives each problem
     */
    List<Segment> loadAll(Consumer<BackupException> damaged) {
        List<Segment> segments = new ArrayList<>();
        boolean whole = false;
        try {
            Set<IndexId> ids = list();
            folder.retainOnly(ids);
            Segment merged = folder.openMerged(ids);
            if (merged != null) {
                segments.add(merged);
            } else {
                boolean complete = true;
                for (IndexId id : ids) {
                    try {
                        segments.add(load(id));
                    } catch (BackupException e) {
                        complete = false;
                        damaged.accept(e);
                    }
                }
                if (complete) {
                    segments = new ArrayList<>(folder.merge(ids, segments));
                }
            }
            whole = true;
            return segments;
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        } catch (IOException e) {
            throw cacheProblem(e);
        } finally {
            if (!whole) {
                segments.forEach(Segment::close);
            }
        }
    }

    /** The names of all index files, in order. */
    public List<IndexId> names() {
        return List.copyOf(StorageProblems.ask(this::list));
    }

    private Set<IndexId> list() throws StorageException {
        Set<IndexId> ids = new TreeSet<>(Comparator.naturalOrder());
        storage.list(FileKind.INDEX, file -> {
            if (Digest.isHex(file.key().name())) {
                ids.add(IndexId.parse(file.key().name()));
            }
        });
        return ids;
    }

    /**
     * What one index file lists. Close it.
     *
     * @throws BackupException DAMAGED if it cannot be read
     */
    public Segment open(IndexId id) {
        try {
            return load(id);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        } catch (IOException e) {
            throw cacheProblem(e);
        }
    }

    private Segment load(IndexId id) throws StorageException, IOException {
        Segment known = folder.open(id);
        if (known != null) {
            return known;
        }
        SegmentWriter writer = new SegmentWriter();
        try {
            writer.addJson(files.load(FileKind.INDEX, id.digest()));
        } catch (MalformedIndexException e) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "index/" + id + ": " + e.getMessage(),
                    "run 'mows-backup repair index' to rebuild it from the packs",
                    e);
        }
        return write(id, writer);
    }

    private Segment write(IndexId id, SegmentWriter writer) throws IOException {
        return writer.writeTo(folder.fileOf(id));
    }

    /**
     * Stores an index file that lists these packs, which must be durable.
     *
     * @return its name and segment
     */
    Saved save(List<IndexedPack> packs) {
        ByteSlice json = IndexCodec.encode(packs);
        try {
            IndexId id = new IndexId(files.save(FileKind.INDEX, json));
            SegmentWriter writer = new SegmentWriter();
            writer.addAll(packs);
            return new Saved(id, write(id, writer));
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        } catch (IOException e) {
            throw cacheProblem(e);
        }
    }

    /** A stored index file. */
    record Saved(IndexId id, Segment segment) {}

    private static BackupException cacheProblem(IOException e) {
        return new BackupException(
                ProblemCode.LOCAL_IO,
                "the local cache failed: " + e,
                "free some room or choose another place with --cache-dir",
                e);
    }
}
