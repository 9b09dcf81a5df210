package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        } catch (PosixException e) {
            throw failure("make the folders", e);
        }
        sweepLeftoversOnce();
    }

    private StorageException failure(String what, PosixException e) {
        return DirectoryFailures.translate(what, layout.root(), e);
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        refuseIfInterrupted("save " + key);
        sweepLeftoversOnce();
        try {
            saving.save(key, content);
        } catch (PosixException e) {
            throw failure("save " + key, e);
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        refuseIfInterrupted("read " + key);
        try (OpenFiles.Entry file = openFiles.open(key, layout.path(key))) {
            read(file.fd(), key, offset, target);
        } catch (PosixException e) {
            throw failure("read " + key, e);
        }
    }

    private void read(int fd, FileKey key, long offset, ByteSlice target) throws PosixException, StorageException {
        int done = Posix.readAt(fd, target.array(), target.offset(), target.length(), offset);
        if (done < target.length() || (done == 0 && offset > Posix.stat(fd).size())) {
            throw new StorageException.Truncated(
                    "read " + key + " in " + layout.root() + ": it ends at "
                            + Posix.stat(fd).size() + ", wanted " + target.length() + " bytes from " + offset,
                    null);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        refuseIfInterrupted("read " + key);
        try {
            int fd = DirectoryCalls.open(layout.path(key), OpenFlags.READ, 0);
            try {
                return readAll(fd, key, bytesMax);
            } finally {
                Posix.closeQuietly(fd);
            }
        } catch (PosixException e) {
            throw failure("read " + key, e);
        }
    }

    private byte[] readAll(int fd, FileKey key, long bytesMax) throws PosixException, StorageException {
        long size = Posix.stat(fd).size();
        if (size > bytesMax) {
            throw new StorageException.TooLarge(
                    "read " + key + " in " + layout.root() + ": it has " + size + " bytes, at most " + bytesMax
                            + " are accepted",
                    null);
        }
        byte[] content = new byte[(int) size];
        read(fd, key, 0, ByteSlice.of(content));
        return content;
    }

    @Override
    public long size(FileKey key) throws StorageException {
        try {
            return DirectoryCalls.stat(layout.path(key)).size();
        } catch (PosixException e) {
            throw failure("size of " + key, e);
        }
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        try {
            new DirectoryListing(layout, kind).pass(sink);
        } catch (PosixException e) {
            throw failure("list " + kind.folder(), e);
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        try {
            DirectoryCalls.remove(layout.path(key));
            openFiles.forget(key);
        } catch (PosixException e) {
            throw failure("remove " + key, e);
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
        try {
            int fd = DirectoryCalls.open(layout.temporary(), OpenFlags.READ | OpenFlags.DIRECTORY, 0);
            try {
                sweep(fd);
            } finally {
                Posix.closeQuietly(fd);
            }
        } catch (PosixException e) {
            // Sweeping is a favour; what stands in its way shows in the save that follows.
        }
    }

    private void sweep(int fd) throws PosixException {
        Instant oldest = clock.instant().minus(LEFTOVER_AGE);
        for (ByteString name : PosixNames.list(fd)) {
            FileStat stat = PosixNames.statIfThere(fd, name);
            if (stat != null && stat.mtime().isBefore(oldest)) {
                PosixNames.unlink(fd, name);
            }
        }
    }

    @Override
    public void close() {
        openFiles.close();
    }
}
