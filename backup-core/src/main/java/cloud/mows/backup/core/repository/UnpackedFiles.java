package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.compress.BlobCompressor;
import cloud.mows.backup.core.compress.MalformedFrameException;
import cloud.mows.backup.core.crypto.AuthenticationException;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;

/**
 * Files that hold one sealed JSON document: config, index, snapshots, locks (restic doc/design.rst, "Unpacked Data Format").
 * Version 2 puts a byte 2 before compressed JSON; plain JSON starts with a brace or bracket.
 */
final class UnpackedFiles {
    private static final int CONFIG_BYTES_MAX = 1 << 20;

    private static final int PLAIN_BYTES_MAX = 512 << 20;
    private static final byte COMPRESSED_JSON = 2;

    private final Storage storage;
    private final CoderPool coders;
    private final boolean compresses;

    /** @param version of the format: version 1 knows no compression, version 2 wants it whatever the level for data is */
    UnpackedFiles(Storage storage, CoderPool coders, int version) {
        this.storage = storage;
        this.coders = coders;
        this.compresses = version >= 2;
    }

    /** A document as it is stored, under the SHA-256 of its sealed bytes. */
    record Sealed(FileKey key, Digest name, ByteSlice bytes) {}

    /** Seals and reads back. */
    Sealed seal(FileKind kind, ByteSlice json) {
        try (Coder coder = coders.borrow()) {
            ByteSlice sealed = seal(coder, kind != FileKind.CONFIG && compresses ? compressed(coder, json) : json);
            if (!unseal(coder, kind.folder(), sealed).equals(json)) {
                throw new IllegalStateException("a " + kind + " file reads back differently");
            }
            Digest name = coder.hasher.hash(sealed.array(), sealed.offset(), sealed.length());
            return new Sealed(kind == FileKind.CONFIG ? FileKey.CONFIG : new FileKey(kind, name.hex()), name, sealed);
        }
    }

    /** Seals, reads back, and stores. */
    Digest save(FileKind kind, ByteSlice json) throws StorageException {
        Sealed sealed = seal(kind, json);
        save(sealed);
        return sealed.name();
    }

    void save(Sealed sealed) throws StorageException {
        storage.save(sealed.key(), sealed.bytes());
    }

    private static ByteSlice compressed(Coder coder, ByteSlice json) {
        byte[] framed = new byte[Math.toIntExact(1 + BlobCompressor.maxCompressedLength(json.length()))];
        framed[0] = COMPRESSED_JSON;
        int length = coder.compressor().compressAlways(json.array(), json.offset(), json.length(), framed, 1);
        return new ByteSlice(framed, 0, 1 + length);
    }

    private static ByteSlice seal(Coder coder, ByteSlice plain) {
        byte[] sealed = new byte[plain.length() + Sealer.OVERHEAD];
        coder.sealer.seal(plain.array(), plain.offset(), plain.length(), sealed, 0);
        return ByteSlice.of(sealed);
    }

    /**
     * Loads, verifies the name, opens and decompresses.
     *
     * @throws BackupException DAMAGED if any of that fails
     */
    ByteSlice load(FileKind kind, Digest name) throws StorageException {
        FileKey key = new FileKey(kind, name.hex());
        byte[] sealed = storage.readAll(key, storedBytesMax(kind));
        try (Coder coder = coders.borrow()) {
            Digest found = coder.hasher.hash(sealed, 0, sealed.length);
            if (!found.equals(name)) {
                throw new BackupException(
                        ProblemCode.DAMAGED,
                        key + ": its content has the hash " + found.shortHex() + ", so it was damaged or cut off",
                        "run 'mows-backup check', then see 'mows-backup repair --help'");
            }
            return unseal(coder, key.toString(), ByteSlice.of(sealed));
        }
    }

    private static long storedBytesMax(FileKind kind) {
        return switch (kind) {
            // restic keeps index files below 8 MiB.
            case INDEX, PACK -> 256 << 20;
            // With the lists of paths and excludes.
            case SNAPSHOT -> 64 << 20;
            case LOCK, KEY, CONFIG -> CONFIG_BYTES_MAX;
        };
    }

    ByteSlice loadConfig() throws StorageException {
        byte[] sealed = storage.readAll(FileKey.CONFIG, CONFIG_BYTES_MAX);
        try (Coder coder = coders.borrow()) {
            return unseal(coder, "config", ByteSlice.of(sealed));
        }
    }

    private static ByteSlice unseal(Coder coder, String what, ByteSlice sealed) {
        byte[] plain = new byte[Math.max(0, sealed.length() - Sealer.OVERHEAD)];
        try {
            coder.sealer.open(sealed.array(), sealed.offset(), sealed.length(), plain, 0);
            if (plain.length == 0) {
                throw damaged(what, "is empty");
            }
            if (plain[0] == '{' || plain[0] == '[') {
                return ByteSlice.of(plain);
            }
            if (plain[0] != COMPRESSED_JSON) {
                throw damaged(what, "has the unknown encoding " + plain[0]);
            }
            ByteSlice frame = new ByteSlice(plain, 1, plain.length - 1);
            return ByteSlice.of(coder.decompressor().decompress(frame, PLAIN_BYTES_MAX));
        } catch (AuthenticationException e) {
            throw damaged(what, "does not authenticate");
        } catch (MalformedFrameException e) {
            throw damaged(what, "does not decompress: " + e.getMessage());
        }
    }

    private static BackupException damaged(String what, String how) {
        String hint = what.equals(FileKind.CONFIG.folder())
                ? "restore it from another copy of the repository: all else depends on it"
                : "run 'mows-backup check' to see the damage";
        return new BackupException(ProblemCode.DAMAGED, what + " " + how, hint);
    }
}
