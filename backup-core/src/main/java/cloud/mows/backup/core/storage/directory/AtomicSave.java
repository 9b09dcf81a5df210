package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.TakenName;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Gives a file its name when it is whole and durable, never before. */
final class AtomicSave {
    private final DirectoryLayout layout;
    private volatile boolean ours;

    AtomicSave(DirectoryLayout layout) {
        this.layout = layout;
    }

    /** The directory is a repository's, though no config says so yet. */
    void folderIsOurs() {
        ours = true;
    }

    void save(FileKey key, Content content) throws PosixException, StorageException {
        Path target = layout.path(key);
        boolean durable = isDurable(key.kind());
        if (isSaved(key, target, content.length())) {
            if (durable) {
                DirectorySync.sync(target.getParent());
            }
            return;
        }
        Path temporary = writeTemporary(key, content);
        try {
            publish(key, temporary, target);
        } finally {
            DirectoryCalls.removeQuietly(temporary);
        }
        if (durable) {
            DirectorySync.sync(target.getParent());
        }
    }

    /** A lock must be seen by others, not survive a power cut: its owner does not survive it either. */
    private static boolean isDurable(FileKind kind) {
        return kind != FileKind.LOCK;
    }

    private boolean isSaved(FileKey key, Path target, long bytes) throws PosixException, StorageException {
        FileStat present = DirectoryCalls.statIfThere(target);
        if (present == null) {
            return false;
        }
        TakenName.accept(key, layout.root().toString(), present.size(), bytes);
        return true;
    }

    /** Returns a whole, synced, read-only file, or leaves none. */
    private Path writeTemporary(FileKey key, Content content) throws PosixException, StorageException {
        Path temporary = layout.temporary()
                .resolve(Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-"
                        + key.kind().folder());
        int fd = createTemporary(temporary);
        boolean open = true;
        boolean whole = false;
        try {
            write(fd, content);
            layout.makeReadOnly(fd);
            if (isDurable(key.kind())) {
                Posix.sync(fd);
            }
            open = false;
            // NFS and others tell only now of what they could not write.
            Posix.close(fd);
            whole = true;
            return temporary;
        } finally {
            if (open) {
                Posix.closeQuietly(fd);
            }
            if (!whole) {
                DirectoryCalls.removeQuietly(temporary);
            }
        }
    }

    private static void write(int fd, Content content) throws PosixException {
        if (content instanceof ByteSlice slice) {
            Posix.writeAt(fd, slice.array(), slice.offset(), slice.length(), 0);
            return;
        }
        long position = 0;
        for (ByteBuffer buffer : content.buffers()) {
            int length = buffer.remaining();
            Posix.writeAt(fd, buffer, position);
            position += length;
        }
    }

    private int createTemporary(Path temporary) throws PosixException, StorageException {
        int flags = OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;
        try {
            return DirectoryCalls.open(temporary, flags, DirectoryLayout.NEW_FILE_MODE);
        } catch (PosixException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
            makeFolder(layout.temporary());
            return DirectoryCalls.open(temporary, flags, DirectoryLayout.NEW_FILE_MODE);
        }
    }

    private void publish(FileKey key, Path temporary, Path target) throws PosixException, StorageException {
        try {
            giveItsName(key, temporary, target);
        } catch (PosixException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
            makeFolder(target.getParent());
            giveItsName(key, temporary, target);
        }
    }

    private void giveItsName(FileKey key, Path temporary, Path target) throws PosixException, StorageException {
        if (key.kind() == FileKind.CONFIG && link(temporary, target)) {
            return;
        }
        // Between the look at the target and here another process may have saved it: then these are the same bytes.
        DirectoryCalls.rename(temporary, target);
    }

    /** False where the file system knows no links. */
    private boolean link(Path temporary, Path target) throws StorageException, PosixException {
        try {
            DirectoryCalls.link(temporary, target);
            return true;
        } catch (PosixException e) {
            return switch (e.errno()) {
                case EEXIST ->
                    throw new StorageException.AlreadyExists(
                            "save config in " + layout.root() + ": another process made it at this moment", e);
                case ENOENT -> throw e;
                default -> false;
            };
        }
    }

    private void makeFolder(Path folder) throws PosixException, StorageException {
        if (!ours && !layout.hasConfig()) {
            throw new StorageException.NotFound(
                    "there is no repository in " + layout.root() + " (is the disk mounted?)", null);
        }
        layout.makeDirectory(folder);
        Path above = folder.getParent();
        if (above != null) {
            DirectorySync.sync(above);
        }
    }
}
