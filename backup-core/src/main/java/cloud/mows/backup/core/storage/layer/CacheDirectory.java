package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Copies of files on a local disk: {@code index/9f/9f3c…}. Another process may add and remove copies at any time; one that is
 * there is whole. They are not synced, since they can be fetched again: what a power cut did to a copy is found by whoever
 * opens its content.
 */
final class CacheDirectory {
    private static final String TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"
            + "# This folder is a cache of MOWS Backup and can be removed at any time (https://bford.info/cachedir/).\n";
    private static final String TEMPORARY = ".tmp-";

    /** What a killed process began is not gone on with; no process writes one file for so long. */
    private static final Duration LEFTOVER_AFTER = Duration.ofDays(1);

    /** The JDK keeps an off-heap buffer of this size for each thread that writes. */
    private static final int WRITE_BYTES = 256 << 10;

    private final Path root;
    private final InstantSource clock;

    CacheDirectory(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
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

    /** Bytes that may still be written to its disk. */
    long free() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    boolean has(FileKey key) {
        return Files.exists(path(key));
    }

    /** Its size; -1 if there is no copy. */
    long size(FileKey key) throws IOException {
        try {
            return Files.size(path(key));
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

    /** Marks a copy as just used. */
    void touch(FileKey key) throws IOException {
        try {
            Files.setLastModifiedTime(path(key), FileTime.from(clock.instant()));
        } catch (NoSuchFileException e) {
            // another process removed it
        }
    }

    /** Takes a file's content piece by piece. */
    @FunctionalInterface
    interface Sink {
        void write(Content piece) throws IOException;
    }

    /** Passes a file's content on. */
    @FunctionalInterface
    interface Writing<X extends Exception> {
        /** @return whether it is what it should be, and so is to be kept */
        boolean writeTo(Sink sink) throws IOException, X;
    }

    /** Puts a copy in its place when it is whole and right. */
    <X extends Exception> boolean put(FileKey key, Writing<X> content) throws IOException, X {
        Path target = path(key);
        makeDirectory(target.getParent());
        Path temporary = target.resolveSibling(
                TEMPORARY + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        boolean kept = false;
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                kept = content.writeTo(piece -> write(channel, piece));
            }
            if (kept) {
                kept = false;
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                kept = true;
            }
            return kept;
        } finally {
            if (!kept) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    void put(FileKey key, Content content) throws IOException {
        put(key, sink -> {
            sink.write(content);
            return true;
        });
    }

    private static void write(FileChannel channel, Content piece) throws IOException {
        for (ByteBuffer buffer : piece.buffers()) {
            int end = buffer.limit();
            while (buffer.position() < end) {
                channel.write(buffer.limit(Math.min(end, buffer.position() + WRITE_BYTES)));
            }
        }
    }

    /** @return whether there was one */
    boolean remove(FileKey key) throws IOException {
        return Files.deleteIfExists(path(key));
    }

    /** Removes the folder and all in it. */
    void removeAll() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // What stays in a folder for temporary files, the system removes.
            return;
        }
    }

    /** A copy. */
    record Copy(FileKey key, long bytes, FileTime used) {}

    /** All copies of a kind: as many as the cache has room for. What killed processes left is removed on the way. */
    List<Copy> copies(FileKind kind) throws IOException {
        List<Copy> copies = new ArrayList<>();
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(root.resolve(kind.folder()))) {
            for (Path shard : shards) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(shard)) {
                    for (Path file : files) {
                        add(kind, file, copies);
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
        return copies;
    }

    private void add(FileKind kind, Path file, List<Copy> copies) throws IOException {
        String name = file.getFileName().toString();
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return;
        }
        if (FileKey.isName(name)) {
            copies.add(new Copy(new FileKey(kind, name), attributes.size(), attributes.lastModifiedTime()));
        } else if (name.startsWith(TEMPORARY)
                && attributes
                        .lastModifiedTime()
                        .toInstant()
                        .isBefore(clock.instant().minus(LEFTOVER_AFTER))) {
            Files.deleteIfExists(file);
        }
    }

    static boolean isInterrupt(IOException e) {
        return e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
    }
}
