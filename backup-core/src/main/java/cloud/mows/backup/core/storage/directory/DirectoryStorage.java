package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A store in a directory of a local or mounted file system. */
public final class DirectoryStorage implements Storage {
    /** A file in {@code tmp/} that nobody has touched for so long belongs to a process that is gone. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(1);

    private static final int OPEN_FILES_MAX = 16;

    private final DirectoryLayout layout;
    private final InstantSource clock;
    private final OpenFiles openFiles = new OpenFiles(OPEN_FILES_MAX);
    private final AtomicBoolean swept = new AtomicBoolean();
    private final AtomicSave saving;

    public DirectoryStorage(Path root) {
        this(root, InstantSource.system());
    }

    public DirectoryStorage(Path root, InstantSource clock) {
        this.layout = new DirectoryLayout(root.toAbsolutePath().normalize());
        this.clock = clock;
        this.saving = new AtomicSave(layout);
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
            DirectorySync.sync(layout.folder(FileKind.PACK));
            DirectorySync.sync(layout.root());
            saving.folderIsOurs();
        } catch (IOException e) {
            throw DirectoryFailures.writing("make the folders", layout.root(), e, 0);
        }
        sweepLeftoversOnce();
    }

    @Override
    public void save(FileKey key, ByteSlice content) throws StorageException {
        sweepLeftoversOnce();
        try {
            saving.save(key, content);
        } catch (IOException e) {
            throw DirectoryFailures.writing("save " + key, layout.root(), e, content.length());
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
            int slice = Math.min(AtomicSave.SLICE_BYTES, target.length() - done);
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
            new DirectoryListing(layout, kind).pass(sink);
        } catch (DirectoryIteratorException e) {
            throw DirectoryFailures.reading("list " + kind.folder(), layout.root(), e.getCause());
        } catch (IOException e) {
            throw DirectoryFailures.reading("list " + kind.folder(), layout.root(), e);
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
