package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.TreeWalk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The files of a repository and what is in them, for people who look under the hood. */
public final class StoredFiles {
    private static final int MENTIONED_MAX = 4;
    private static final int PIECE_BYTES = 1 << 20;

    private final Repository repository;

    StoredFiles(Repository repository) {
        this.repository = repository;
    }

    /** Passes the name of every file of a kind to {@code sink}, in no order. */
    public void list(RepositoryFiles files, Consumer<Digest> sink) {
        repository.list(
                files.kind(), file -> sink.accept(Digest.parse(file.key().name())));
    }

    /** Passes every blob that the index lists to {@code sink}, as often as it is stored, in the order of the index. */
    public void listBlobs(BiConsumer<BlobType, BlobId> sink) {
        for (Segment segment : repository.index().segments()) {
            for (long i = 0; i < segment.count(); i++) {
                PackedBlob blob = segment.blob(i);
                sink.accept(blob.type(), blob.id());
            }
        }
    }

    /** Passes the name of every pack that one of these snapshots needs to {@code sink}, in no order. */
    public void listPacks(Collection<SavedSnapshot> snapshots, Consumer<PackId> sink) {
        BlobTable table = new BlobTable(repository.index().segments());
        BlobMarks used = TreeWalk.used(repository, table, snapshots);
        BitSet packs = new BitSet();
        for (long place = 0; place < table.size(); place++) {
            if (used.get(place)) {
                packs.set(table.pack(place));
            }
        }
        packs.stream().forEach(pack -> sink.accept(table.packs().id(pack)));
    }

    /**
     * The file that a person means.
     *
     * @param prefix the first digits of its name, or all
     * @throws BackupException NOT_FOUND, AMBIGUOUS
     */
    public Digest resolve(RepositoryFiles files, String prefix) {
        String wanted = prefix.toLowerCase(Locale.ROOT);
        if (Digest.isHex(wanted)) {
            return Digest.parse(wanted);
        }
        List<Digest> found = new ArrayList<>();
        if (!wanted.isEmpty()) {
            list(files, name -> {
                if (found.size() < MENTIONED_MAX && name.hex().startsWith(wanted)) {
                    found.add(name);
                }
            });
        }
        return switch (found.size()) {
            case 0 ->
                throw new BackupException(
                        ProblemCode.NOT_FOUND,
                        "there is no " + files.word() + " whose name starts with '" + prefix + "'",
                        "list them with 'mows-backup list'");
            case 1 -> found.getFirst();
            default ->
                throw new BackupException(
                        ProblemCode.AMBIGUOUS,
                        "more than one " + files.word() + " starts with '" + prefix + "': "
                                + String.join(
                                        ", ",
                                        found.stream().map(Digest::shortHex).toList()),
                        "give more digits");
        };
    }

    /** The JSON of a document; of a key file only what is not secret from somebody who can read the store. */
    public ByteSlice document(RepositoryFiles files, Digest name) {
        return switch (files) {
            case INDEX, SNAPSHOTS, LOCKS -> repository.loadFile(files.kind(), name);
            case KEYS -> repository.keys().json(new KeyId(name));
            case PACKS -> throw new IllegalArgumentException("a pack is no document");
        };
    }

    /** Passes a pack's bytes on as they are stored, piece by piece, after their hash was found to be its name. */
    public void pack(Digest name, Consumer<ByteSlice> sink) {
        PackId id = new PackId(name);
        long bytes = repository.packs().size(id);
        BlobHasher hasher = new BlobHasher();
        read(id, bytes, piece -> hasher.update(piece.array(), piece.offset(), piece.length()));
        Digest found = hasher.finish();
        if (!found.equals(name)) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "pack " + id + ": its content has the hash " + found.shortHex(),
                    "run 'mows-backup check --read-data'");
        }
        read(id, bytes, sink);
    }

    private void read(PackId pack, long bytes, Consumer<ByteSlice> sink) {
        byte[] piece = new byte[(int) Math.min(bytes, PIECE_BYTES)];
        for (long at = 0; at < bytes; at += PIECE_BYTES) {
            ByteSlice part = new ByteSlice(piece, 0, (int) Math.min(PIECE_BYTES, bytes - at));
            repository.packs().readRange(pack, at, part);
            sink.accept(part);
        }
    }

    /** The blobs of a pack, by its own header. */
    public List<BlobId> blobsOf(Digest name) {
        PackId id = new PackId(name);
        try {
            return repository.packs().readHeader(id, repository.packs().size(id)).stream()
                    .map(PackedBlob::id)
                    .toList();
        } catch (MalformedPackException e) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "pack " + id + ": " + e.getMessage(),
                    "see 'mows-backup repair packs --help'",
                    e);
        }
    }

    /** The plaintext of a blob of either type. */
    public ByteSlice blob(BlobId id) {
        for (BlobType type : BlobType.values()) {
            if (repository.index().has(type, id)) {
                return repository.load(type, id);
            }
        }
        throw new BackupException(ProblemCode.NOT_FOUND, "the index lists no blob " + id.hex(), "");
    }

    /** A directory's JSON. */
    public ByteSlice tree(BlobId id) {
        return repository.load(BlobType.TREE, id);
    }

    /**
     * The repository's secret: whoever has it reads everything without a password.
     *
     * @return what restic's master key JSON holds, in base64: encryption key, MAC key's k and r
     */
    public MasterKey masterKey() {
        return MasterKey.of(repository.keys().secret());
    }
}
