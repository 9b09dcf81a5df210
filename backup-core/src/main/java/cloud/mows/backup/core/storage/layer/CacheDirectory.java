package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Copies of files on a local disk: {@code index/9f/9f3c…}. They are not synced, since they can be fetched again: a copy that a
 * power cut left empty counts as absent, and one that it left wrong is found by whoever opens its content.
 */
final class CacheDirectory {
    private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"
            + "# This folder is a cache of MOWS Backup and can be removed at any time (https://bford.info/cachedir/).\n";
    private static final String TEMPORARY = ".tmp-";

    private final Path root;

    CacheDirectory(Path root) {
        this.root = root;
    }

    /** Makes the folder and marks it, so that backups leave it out. */
    void create() throws IOException {
        makeDirectory(root);
        try {
            Files.writeString(root.resolve("CACHEDIR.TAG"), TAG, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            // another process or an earlier run
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        FileAttribute<?>[] owner =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createDirectories(directory, owner);
    }

    private Path path(FileKey key) {
        String name = key.name();
        return root.resolve(key.kind().folder())
                .resolve(name.substring(0, Math.min(2, name.length())))
                .resolve(name);
    }

    /** Its size; -1 if there is no copy. */
    long size(FileKey key) throws IOException {
        try {
            long size = Files.size(path(key));
            return size == 0 ? -1 : size;
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    /** False if there is no copy that holds this range. */
    boolean readInto(FileKey key, long offset, ByteSlice target) throws IOException {
        try (FileChannel channel = FileChannel.open(path(key), StandardOpenOption.READ)) {
            ByteBuffer buffer = target.buffer();
            int start = buffer.position();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position() - start) < 0) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Fetches a file's content piece by piece. */
    @FunctionalInterface
    interface Source<X extends Exception> {
        void readInto(long offset, ByteSlice target) throws X;
    }

    /** Puts a copy in its place when it is whole. */
    <X extends Exception> void put(FileKey key, long bytes, int pieceBytes, Source<X> source) throws IOException, X {
        Path target = path(key);
        makeDirectory(target.getParent());
        Path temporary = target.resolveSibling(
                TEMPORARY + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        boolean whole = false;
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                byte[] piece = new byte[(int) Math.min(bytes, pieceBytes)];
                for (long at = 0; at < bytes; ) {
                    ByteSlice part = new ByteSlice(piece, 0, (int) Math.min(piece.length, bytes - at));
                    source.readInto(at, part);
                    for (ByteBuffer rest = part.buffer(); rest.hasRemaining(); ) {
                        channel.write(rest);
                    }
                    at += part.length();
                }
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    void remove(FileKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    /** Names of all copies of a kind: as many as the cache has room for. */
    Set<String> names(FileKind kind) throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(root.resolve(kind.folder()))) {
            for (Path shard : shards) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        if (FileKey.isName(name)) {
                            names.add(name);
                        }
                    }
                } catch (NoSuchFileException e) {
                    // another process removed it
                }
            }
        } catch (NoSuchFileException e) {
            // nothing of this kind was kept yet
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    static boolean isInterrupt(IOException e) {
        return e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
    }
}
