package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.OpenHandles;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.tree.Node;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A regular file under its unfinished name. */
final class LinuxTargetFile implements TargetFile {
    private final LinuxTargetDirectory directory;
    private final Handle file;
    private final ByteString partial;
    private final ByteString name;
    private final BytePath path;
    private final ContentWriter writer;

    /** How long the file is by what was really written. */
    private final AtomicLong end = new AtomicLong();

    private final AtomicBoolean done = new AtomicBoolean();

    LinuxTargetFile(
            LinuxTargetDirectory directory,
            Handle file,
            ByteString partial,
            ByteString name,
            BytePath path,
            ZeroRuns zeroRuns) {
        this.directory = directory;
        this.file = file;
        this.partial = partial;
        this.name = name;
        this.path = path;
        this.writer = new ContentWriter(zeroRuns);
    }

    @Override
    public void write(ByteSlice bytes, long offset) throws TargetException {
        if (done.get()) {
            throw new IllegalStateException(path + " is committed or closed");
        }
        try {
            long writtenTo = handles().use(file, fd -> writer.write(fd, bytes, offset));
            end.accumulateAndGet(writtenTo, Math::max);
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        }
    }

    @Override
    public List<MetadataProblem> commit(Node node, Durability durability) throws TargetException {
        if (!done.compareAndSet(false, true)) {
            throw new IllegalStateException(path + " is committed or closed");
        }
        boolean named = false;
        try {
            List<MetadataProblem> problems = handles().use(file, fd -> complete(fd, node, durability));
            handles().release(file);
            handles().use(directory.handle(), fd -> {
                LinuxTargetDirectory.renameOrRemove(fd, partial, name);
                return null;
            });
            named = true;
            return problems;
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        } finally {
            if (!named) {
                remove();
            }
        }
    }

    private List<MetadataProblem> complete(int fd, Node node, Durability durability) throws PosixException {
        if (end.get() != node.size()) {
            Posix.truncate(fd, node.size());
        }
        List<MetadataProblem> problems =
                directory.target().metadata().apply(path, new Inode.Opened(fd), node, directory.isNew());
        switch (durability) {
            case SYNCED -> Posix.sync(fd);
            case LEFT_TO_SYSTEM -> {}
        }
        return problems;
    }

    private OpenHandles handles() {
        return directory.target().handles();
    }

    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            remove();
        }
    }

    private void remove() {
        try {
            handles().use(directory.handle(), fd -> {
                LinuxTargetDirectory.removeQuietly(fd, partial);
                return null;
            });
            handles().release(file);
        } catch (PosixException e) {
            // It stays behind under a name that tells what it is.
        }
    }
}
