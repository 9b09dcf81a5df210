package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalCopies;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads packs: single blobs, ranges of neighbours, headers. Safe for many threads. */
public final class PackReader {
    /** Read from the end at once: enough for the header of most packs. */
    private static final int TAIL_BYTES = 64 << 10;

    /** Reading on over what is not wanted costs less than another request. */
    private static final int GAP_BYTES_MAX = 256 << 10;

    private static final int RUN_BYTES_MAX = 4 << 20;

    /** More than any chunk has. */
    private static final int BELIEVED_BYTES_MAX = 16 << 20;

    private final Storage storage;
    private final CoderPool coders;

    PackReader(Storage storage, CoderPool coders) {
        this.storage = storage;
        this.coders = coders;
    }

    /**
     * The plaintext of one blob, verified.
     *
     * @throws BackupException NOT_FOUND if the index does not know it; DAMAGED if no copy of it can be read
     */
    public ByteSlice load(BlobIndex index, BlobType type, BlobId id) {
        List<BlobLocation> places = index.findAll(type, id);
        if (places.isEmpty()) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    type.word() + " blob " + id + " is not in any index",
                    "run 'mows-backup check'; 'mows-backup repair index' finds packs that the index forgot");
        }
        BackupException first = null;
        for (BlobLocation place : places) {
            try {
                return load(place);
            } catch (DamagedBlobException e) {
                first = first == null ? damaged(place.pack(), e) : first;
            } catch (BackupException e) {
                first = first == null ? e : first;
            }
        }
        throw Objects.requireNonNull(first);
    }

    private ByteSlice load(BlobLocation place) throws DamagedBlobException {
        FileKey pack = key(place.pack());
        if (place.blob().type() == BlobType.TREE) {
            storage.copies().want(pack);
        }
        try {
            return open(place);
        } catch (DamagedBlobException e) {
            if (!storage.copies().drop(pack)) {
                throw e;
            }
            // Only a local copy was damaged, perhaps.
            return open(place);
        }
    }

    private ByteSlice open(BlobLocation place) throws DamagedBlobException {
        requireInside(place.pack(), place.blob());
        byte[] sealed = new byte[place.blob().length()];
        readRange(place.pack(), place.blob().offset(), ByteSlice.of(sealed));
        try (Coder coder = coders.borrow()) {
            return coder.open(
                    place.blob(), sealed, 0, new byte[Coder.room(place.blob().plainLength())]);
        }
    }

    /** Of a blob that is longer than any chunk it is asked first whether its pack has so many bytes. */
    private void requireInside(PackId pack, PackedBlob blob) throws DamagedBlobException {
        if (blob.length() > BELIEVED_BYTES_MAX && size(pack) < blob.end()) {
            throw new DamagedBlobException(blob, "ends at " + blob.end() + ", after the end of its pack");
        }
    }

    /** Whether trees that were read are kept on the local disk. */
    boolean keepsCopies() {
        return storage.copies() != LocalCopies.NONE;
    }

    /** Has the pack of a tree fetched, which will be loaded soon. @return false if there is nothing to fetch */
    boolean prefetchTree(BlobIndex index, BlobId id) {
        BlobLocation place = index.find(BlobType.TREE, id);
        return place != null && storage.copies().prefetch(key(place.pack()));
    }

    /** Lets go of local copies of packs that no index file lists any more. */
    void dropVanished(BlobIndex index) {
        Set<PackId> copied = new HashSet<>();
        for (FileKey file : storage.copies().packs()) {
            if (Digest.isHex(file.name())) {
                copied.add(PackId.parse(file.name()));
            }
        }
        index.unlisted(copied).forEach(pack -> storage.copies().drop(key(pack)));
    }

    /** The problem of a blob that could not be opened. */
    public static BackupException damaged(PackId pack, DamagedBlobException e) {
        return new BackupException(
                ProblemCode.DAMAGED,
                "pack " + pack + ": " + e.getMessage(),
                "run 'mows-backup check --read-data', then 'mows-backup repair packs " + pack + "'",
                e);
    }

    /** Fills {@code target} from the stored bytes of a pack, unverified. */
    public void readRange(PackId pack, long offset, ByteSlice target) {
        try {
            storage.readInto(key(pack), offset, target);
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /** Gets the blobs of a pack that {@link #readBlobs} reads. */
    public interface BlobSink {
        /**
         * @param plain verified; valid until this method returns
         * @param coder the calling thread's
         */
        void blob(PackedBlob blob, ByteSlice plain, Coder coder);

        /** This blob cannot be read from this pack. */
        void damaged(PackedBlob blob, BackupException why);
    }

    /**
     * Reads some blobs of a pack, neighbours together.
     *
     * @param blobs in ascending order of offsets
     * @throws BackupException if the storage fails in a way that says nothing of the pack; damage goes to the sink
     */
    public void readBlobs(PackId pack, List<PackedBlob> blobs, BlobSink sink) {
        for (int from = 0; from < blobs.size(); ) {
            int to = from + 1;
            int start = blobs.get(from).offset();
            int end = blobs.get(from).end();
            while (to < blobs.size()
                    && blobs.get(to).offset() - end <= GAP_BYTES_MAX
                    && blobs.get(to).end() - start <= RUN_BYTES_MAX) {
                end = Math.max(end, blobs.get(to).end());
                to++;
            }
            readRun(pack, blobs.subList(from, to), start, end - start, sink);
            from = to;
        }
    }

    private void readRun(PackId pack, List<PackedBlob> blobs, int start, int length, BlobSink sink) {
        byte[] sealed;
        try {
            if (blobs.size() == 1) {
                requireInside(pack, blobs.getFirst());
            }
            sealed = new byte[length];
            readRange(pack, start, ByteSlice.of(sealed));
        } catch (DamagedBlobException e) {
            sink.damaged(blobs.getFirst(), damaged(pack, e));
            return;
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            if (blobs.size() == 1) {
                sink.damaged(blobs.getFirst(), e);
            } else {
                // The file is cut off somewhere: what lies before is whole.
                blobs.forEach(blob -> readRun(pack, List.of(blob), blob.offset(), blob.length(), sink));
            }
            return;
        }
        try (Coder coder = coders.borrow()) {
            byte[] plain = new byte[0];
            for (PackedBlob blob : blobs) {
                if (plain.length < Coder.room(blob.plainLength())) {
                    plain = new byte[Coder.room(blob.plainLength())];
                }
                ByteSlice opened;
                try {
                    opened = coder.open(blob, sealed, blob.offset() - start, plain);
                } catch (DamagedBlobException e) {
                    sink.damaged(blob, damaged(pack, e));
                    continue;
                }
                sink.blob(blob, opened, coder);
            }
        }
    }

    /** Size of a pack file as stored. */
    public long size(PackId pack) {
        try {
            return storage.size(key(pack));
        } catch (StorageException e) {
            throw StorageProblems.problem(e);
        }
    }

    /**
     * What a pack says of itself.
     *
     * @param packBytes the size of its file
     */
    public List<PackedBlob> readHeader(PackId pack, long packBytes) throws MalformedPackException {
        if (packBytes < PackHeader.emptyBytes()) {
            throw new MalformedPackException("only " + packBytes + " bytes long, too short for a pack");
        }
        byte[] tail = new byte[(int) Math.min(packBytes, TAIL_BYTES)];
        readRange(pack, packBytes - tail.length, ByteSlice.of(tail));
        return readHeader(pack, packBytes, ByteSlice.of(tail));
    }

    /**
     * What a pack says of itself.
     *
     * @param packBytes the size of its file
     * @param tail the last bytes of it, at least {@link PackHeader#LENGTH_BYTES}; if there are too few, more are read
     */
    public List<PackedBlob> readHeader(PackId pack, long packBytes, ByteSlice tail) throws MalformedPackException {
        int sealed = PackHeader.sealedLength(tail, packBytes);
        int from = tail.length() - PackHeader.LENGTH_BYTES - sealed;
        ByteSlice header;
        if (from >= 0) {
            header = tail.slice(from, sealed);
        } else {
            header = ByteSlice.of(new byte[sealed]);
            readRange(pack, packBytes - PackHeader.LENGTH_BYTES - sealed, header);
        }
        try (Coder coder = coders.borrow()) {
            return PackHeader.read(header, packBytes, coder.sealer);
        }
    }

    private static FileKey key(PackId pack) {
        return new FileKey(FileKind.PACK, pack.hex());
    }
}
