package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.TakenName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Gives a file its name when it is whole and durable, never before. */
final class AtomicSave {
    /** One read or write call; Java copies that much through native memory at a time. */
    static final int SLICE_BYTES = 256 * 1024;

    private final DirectoryLayout layout;
    private volatile boolean ours;

    AtomicSave(DirectoryLayout layout) {
        this.layout = layout;
    }

    /** The directory is a repository's, though no config says so yet. */
    void folderIsOurs() {
        ours = true;
    }

    void save(FileKey key, ByteSlice content) throws IOException, StorageException {
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
            Files.deleteIfExists(temporary);
        }
        if (durable) {
            DirectorySync.sync(target.getParent());
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
        TakenName.accept(key, layout.root().toString(), present, bytes);
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
