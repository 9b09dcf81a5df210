package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Removes a name with everything below it, without recursion and without leaving the file system it began on. */
final class TreeRemoval {
    /** Far deeper than anything real; each level costs the names of its directory. */
    private static final int DEPTH_MAX = 100_000;

    private final LinuxTarget target;
    private final LinuxTargetDirectory top;
    private final Deque<Level> levels = new ArrayDeque<>();

    private record Level(Handle handle, ByteString name, BytePath path, Iterator<ByteString> names) {}

    TreeRemoval(LinuxTarget target, LinuxTargetDirectory top) {
        this.target = target;
        this.top = top;
    }

    void remove(ByteString name, BytePath path) throws TargetException {
        try {
            enterOrUnlink(top.handle(), name, path);
            while (!levels.isEmpty()) {
                Level level = levels.peek();
                if (level.names().hasNext()) {
                    ByteString child = level.names().next();
                    enterOrUnlink(level.handle(), child, level.path().resolve(child));
                } else {
                    leave(levels.pop());
                }
            }
        } catch (PosixException e) {
            throw TargetException.of(levels.isEmpty() ? path : levels.peek().path(), e);
        }
    }

    private void enterOrUnlink(Handle directory, ByteString name, BytePath path)
            throws PosixException, TargetException {
        FileStat stat = target.handles().use(directory, fd -> unlinkUnlessDirectory(fd, name));
        if (stat == null) {
            return;
        }
        if (stat.mountRoot() || stat.deviceId() != top.stat().deviceId()) {
            throw new TargetException.Refused(path, "something is mounted here; it is not removed");
        }
        if (levels.size() == DEPTH_MAX) {
            throw new TargetException.Refused(path, "deeper than " + DEPTH_MAX + " directories");
        }
        Handle entered = target.openDirectory(directory, name);
        Iterator<ByteString> names =
                target.handles().use(entered, LinuxTargetDirectory::list).iterator();
        levels.push(new Level(entered, name, path, names));
    }

    private static @Nullable FileStat unlinkUnlessDirectory(int fd, ByteString name) throws PosixException {
        FileStat stat = PosixNames.statIfThere(fd, name);
        if (stat != null && !stat.isDirectory()) {
            PosixNames.unlink(fd, name);
            return null;
        }
        return stat;
    }

    private void leave(Level level) throws PosixException {
        target.handles().release(level.handle());
        Level above = levels.peek();
        Handle parent = above == null ? top.handle() : above.handle();
        target.handles().use(parent, fd -> {
            PosixNames.removeDirectory(fd, level.name());
            return null;
        });
    }
}
