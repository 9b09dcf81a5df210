package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.TakenName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in a directory of a local or mounted file system. */
public final class DirectoryStorage implements Storage {
    /** A file in {@code tmp/} that nobody has touched for so long belongs to a process that is gone. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    /** One read or write call; Java copies that much through native memory at a time. */
    private static final int SLICE_BYTES = 256 * 1024;

    private static final int OPEN_FILES_MAX = 16;

    private final DirectoryLayout layout;
    private final InstantSource clock;
    private final OpenFiles openFiles = new OpenFiles(OPEN_FILES_MAX);
    private final AtomicBoolean swept = new AtomicBoolean();
    private volatile boolean created;

    public DirectoryStorage(Path root) {
        this(root, InstantSource.system());
    }

    public DirectoryStorage(Path root, InstantSource clock) {
        this.layout = new DirectoryLayout(root.toAbsolutePath().normalize());
        this.clock = clock;
    }

    @Override
    public String location() {
        return layout.root().toString();
    }

    @Override
    public int concurrency() {
        return 4;
    }

    @Override
    public void create() throws StorageException {
        try {
            layout.makeDirectory(layout.root());
            for (Path folder : layout.folders()) {
                layout.makeDirectory(folder);
            }
            sync(layout.folder(FileKind.PACK));
            sync(layout.root());
            created = true;
        } catch (IOException e) {
            throw DirectoryFailures.writing("make the folders", layout.root(), e, 0);
        }
        sweepLeftoversOnce();
    }

    @Override
    public void save(FileKey key, ByteSlice content) throws StorageException {
        sweepLeftoversOnce();
        Path target = layout.path(key);
        try {
            boolean durable = isDurable(key.kind());
            if (isSaved(key, target, content.length())) {
                if (durable) {
                    sync(target.getParent());
                }
                return;
            }
            Path temporary = writeTemporary(key, content);
            try {
                publish(key, temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
            if (durable) {
                sync(target.getParent());
            }
        } catch (IOException e) {
            throw DirectoryFailures.writing("save " + key, layout.root(), e, content.length());
        }
    }

    /** A lock must be seen by others, not survive a power cut: its owner does not survive it either. */
    private static boolean isDurable(FileKind kind) {
        return kind != FileKind.LOCK;
    }

    private boolean isSaved(FileKey key, Path target, long bytes) throws IOException, StorageException {
        long present;
        try {
            present = Files.size(target);
        } catch (NoSuchFileException e) {
            return false;
        }
        TakenName.accept(key, location(), present, bytes);
        return true;
    }

    /** Returns a whole, synced, read-only file, or leaves none. */
    private Path writeTemporary(FileKey key, ByteSlice content) throws IOException, StorageException {
        Path temporary = layout.temporary()
                .resolve(Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-"
                        + key.kind().folder());
        try (FileChannel channel = createTemporary(temporary)) {
            for (int at = 0; at < content.length(); ) {
                ByteBuffer slice = content.slice(at, Math.min(SLICE_BYTES, content.length() - at))
                        .buffer();
                at += channel.write(slice);
            }
            layout.makeReadOnly(temporary);
            if (isDurable(key.kind())) {
                channel.force(true);
            }
            return temporary;
        } catch (IOException e) {
            // Not in a finally: a name that was taken already is somebody else's file.
            if (!(e instanceof FileAlreadyExistsException)) {
                Files.deleteIfExists(temporary);
            }
            throw e;
        }
    }

    private FileChannel createTemporary(Path temporary) throws IOException, StorageException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return FileChannel.open(temporary, options, layout.ofNewFile());
        } catch (NoSuchFileException e) {
            makeFolder(layout.temporary());
            return FileChannel.open(temporary, options, layout.ofNewFile());
        }
    }

    private void publish(FileKey key, Path temporary, Path target) throws IOException, StorageException {
        try {
            giveItsName(key, temporary, target);
        } catch (NoSuchFileException e) {
            makeFolder(target.getParent());
            giveItsName(key, temporary, target);
        }
    }

    private void giveItsName(FileKey key, Path temporary, Path target) throws IOException, StorageException {
        if (key.kind() == FileKind.CONFIG && link(temporary, target)) {
            return;
        }
        // Between the look at the target and here another process may have saved it: then these are the same bytes.
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** False where the file system knows no links. */
    private boolean link(Path temporary, Path target) throws StorageException, NoSuchFileException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw new StorageException.AlreadyExists(
                    "save config in " + layout.root() + ": another process made it at this moment", e);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private void makeFolder(Path folder) throws IOException, StorageException {
        if (!created && !layout.hasConfig()) {
            throw new StorageException.NotFound(
                    "there is no repository in " + layout.root() + " (is the disk mounted?)", null);
        }
        layout.makeDirectory(folder);
        Path above = folder.getParent();
        if (above != null) {
            sync(above);
        }
    }

    /** Makes names in a folder durable. File systems that cannot sync a folder have no better promise to give. */
    private static void sync(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Input/output error")) {
                throw e;
            }
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        refuseIfInterrupted("read " + key);
        while (true) {
            try (OpenFiles.Entry file = openFiles.open(key, layout.path(key))) {
                read(file.channel(), key, offset, target);
                return;
            } catch (ClosedChannelException e) {
                // Java closes a channel under all its readers when one of their threads is interrupted.
                if (e instanceof ClosedByInterruptException
                        || Thread.currentThread().isInterrupted()) {
                    throw DirectoryFailures.reading("read " + key, layout.root(), e);
                }
            } catch (IOException e) {
                throw DirectoryFailures.reading("read " + key, layout.root(), e);
            }
        }
    }

    private void read(FileChannel channel, FileKey key, long offset, ByteSlice target)
            throws IOException, StorageException {
        int done = 0;
        while (done < target.length()) {
            int slice = Math.min(SLICE_BYTES, target.length() - done);
            int count = channel.read(target.slice(done, slice).buffer(), offset + done);
            if (count < 0) {
                break;
            }
            done += count;
        }
        if (done < target.length() || (done == 0 && offset > channel.size())) {
            throw new StorageException.Truncated(
                    "read " + key + " in " + layout.root() + ": it ends at " + channel.size() + ", wanted "
                            + target.length() + " bytes from " + offset,
                    null);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        refuseIfInterrupted("read " + key);
        try (FileChannel channel = FileChannel.open(layout.path(key), StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > bytesMax) {
                throw new StorageException.TooLarge(
                        "read " + key + " in " + layout.root() + ": it has " + size + " bytes, at most " + bytesMax
                                + " are accepted",
                        null);
            }
            byte[] content = new byte[(int) size];
            read(channel, key, 0, ByteSlice.of(content));
            return content;
        } catch (IOException e) {
            throw DirectoryFailures.reading("read " + key, layout.root(), e);
        }
    }

    @Override
    public long size(FileKey key) throws StorageException {
        try {
            return Files.size(layout.path(key));
        } catch (IOException e) {
            throw DirectoryFailures.reading("size of " + key, layout.root(), e);
        }
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        try {
            if (!Files.isDirectory(layout.root())) {
                throw new NoSuchFileException(layout.root().toString());
            }
            switch (kind) {
                case CONFIG -> pass(layout.path(FileKey.CONFIG), kind, sink);
                case KEY, LOCK, SNAPSHOT, INDEX -> listFolder(layout.folder(kind), kind, sink);
                case PACK -> listPacks(sink);
            }
        } catch (DirectoryIteratorException e) {
            throw DirectoryFailures.reading("list " + kind.folder(), layout.root(), e.getCause());
        } catch (IOException e) {
            throw DirectoryFailures.reading("list " + kind.folder(), layout.root(), e);
        }
    }

    private void listPacks(Consumer<StoredFile> sink) throws IOException {
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(layout.folder(FileKind.PACK), "??")) {
            for (Path shard : shards) {
                listFolder(shard, FileKind.PACK, sink);
            }
        } catch (NoSuchFileException e) {
            // an absent folder lists as empty
        }
    }

    private void listFolder(Path folder, FileKind kind, Consumer<StoredFile> sink) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (FileKey.isName(file.getFileName().toString())) {
                    pass(file, kind, sink);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // an absent folder lists as empty
        }
    }

    private void pass(Path file, FileKind kind, Consumer<StoredFile> sink) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return;
        }
        FileKey key = kind == FileKind.CONFIG
                ? FileKey.CONFIG
                : new FileKey(kind, file.getFileName().toString());
        if (attributes.isRegularFile() && layout.path(key).equals(file)) {
            sink.accept(new StoredFile(key, attributes.size()));
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        try {
            Files.deleteIfExists(layout.path(key));
            openFiles.forget(key);
        } catch (IOException e) {
            throw DirectoryFailures.writing("remove " + key, layout.root(), e, 0);
        }
    }

    private static void refuseIfInterrupted(String what) throws StorageException {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException.Interrupted(what + ": interrupted", null);
        }
    }

    private void sweepLeftoversOnce() {
        if (!swept.compareAndSet(false, true)) {
            return;
        }
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(layout.temporary())) {
            for (Path file : leftovers) {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(clock.instant().minus(LEFTOVER_AGE))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Sweeping is a favour; what stands in its way shows in the save that follows.
        }
    }

    @Override
    public void close() {
        try {
            openFiles.close();
        } catch (IOException e) {
            // They were only read.
        }
    }
}
