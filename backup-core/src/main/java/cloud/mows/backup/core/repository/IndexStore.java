package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.index.BlobIndex;
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

    /**
     * The index of all index files; what is not in the folder yet is read and added to it.
     *
     * @param damaged receives each problem with an index file, which is then left out
     */
    BlobIndex open(Consumer<BackupException> damaged) {
        SegmentLoader loader = new SegmentLoader(this, folder);
        return new BlobIndex(loader.load(damaged), folder, loader::reload);
    }

    /** The names of all index files, in order. */
    public List<IndexId> names() {
        return List.copyOf(list());
    }

    /** The names of all index files, ascending. */
    Set<IndexId> list() {
        Set<IndexId> ids = new TreeSet<>(Comparator.naturalOrder());
        StorageProblems.tell(() -> storage.list(FileKind.INDEX, file -> {
            if (Digest.isHex(file.key().name())) {
                ids.add(IndexId.parse(file.key().name()));
            }
        }));
        return ids;
    }

    /** How many index files the storage serves at once. */
    int concurrency() {
        return storage.concurrency();
    }

    /**
     * Passes what one index file lists, pack by pack, some of it also if the rest cannot be read.
     *
     * @throws BackupException DAMAGED if it cannot be read
     */
    public void read(IndexId id, Consumer<IndexedPack> sink) {
        try {
            IndexCodec.decode(json(id), new IndexCodec.Sink() {
                @Override
                public void supersedes(IndexId old) {
                    // Only says what the writer has removed since.
                }

                @Override
                public void pack(IndexedPack pack) {
                    sink.accept(pack);
                }
            });
        } catch (MalformedIndexException e) {
            throw damaged(id, e);
        }
    }

    ByteSlice json(IndexId id) {
        return StorageProblems.ask(() -> files.load(FileKind.INDEX, id.digest()));
    }

    static BackupException damaged(IndexId id, MalformedIndexException how) {
        return new BackupException(
                ProblemCode.DAMAGED,
                "index/" + id + ": " + how.getMessage(),
                "run 'mows-backup repair index' to rebuild it from the packs",
                how);
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
            writer.add(id, packs);
            return new Saved(id, folder.write(writer));
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        } catch (IOException e) {
            throw SegmentLoader.problem(e);
        }
    }

    /** A stored index file. */
    record Saved(IndexId id, Segment segment) {}
}
