package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps at most {@code limit} descriptors of {@link Handle}s open, closing the one that was used longest ago and opening
 * it again from its nearest open ancestor when it is needed. So trees of any depth and files in any number work with few
 * descriptors. A handle that is open again is the same inode as at first, or the call fails with ESTALE.
 *
 * <p>The limit is passed only while more handles than that are in use at this moment.
 */
public final class OpenHandles implements AutoCloseable {
    private static final ByteString UP = ByteString.of("..");

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();

    /** In order of use, the one used longest ago first. */
    private final SequencedMap<Handle, Boolean> open = new LinkedHashMap<>(64, 0.75f, true);

    private boolean closed;

    public OpenHandles(int limit) {
        if (limit < 2) {
            throw new IllegalArgumentException("at least 2 descriptors, not " + limit);
        }
        this.limit = limit;
    }

    /** Something done with a descriptor that is valid meanwhile and not closed by it. */
    @FunctionalInterface
    public interface Use<T extends @Nullable Object> {
        T with(int fd) throws PosixException;
    }

    /** Opens a path, following its symbolic links. */
    public Handle open(BytePath path, int flags) throws PosixException {
        int fd = Posix.open(path, flags);
        return register(null, path.bytes(), flags, fd);
    }

    /** Opens one name in a directory, itself not followed. */
    public Handle open(Handle directory, ByteString name, int flags, int createMode) throws PosixException {
        int safe = flags | OpenFlags.NO_FOLLOW;
        int fd = use(directory, dirFd -> Posix.open(dirFd, name, safe, createMode));
        return register(directory, name, safe & ~(OpenFlags.CREATE | OpenFlags.EXCLUSIVE | OpenFlags.TRUNCATE), fd);
    }

    private Handle register(@Nullable Handle parent, ByteString name, int flags, int fd) throws PosixException {
        Handle handle;
        try {
            handle = new Handle(parent, name, flags, Posix.stat(fd), fd);
        } catch (PosixException e) {
            Posix.closeQuietly(fd);
            throw e;
        }
        lock.lock();
        try {
            if (closed) {
                Posix.closeQuietly(fd);
                throw new IllegalStateException("closed");
            }
            open.put(handle, true);
            closeSurplus();
        } finally {
            lock.unlock();
        }
        return handle;
    }

    public <T extends @Nullable Object> T use(Handle handle, Use<T> use) throws PosixException {
        int fd = pin(handle);
        try {
            return use.with(fd);
        } finally {
            unpin(handle);
        }
    }

    private int pin(Handle handle) throws PosixException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            tellLostWrite(handle);
            if (handle.fd < 0) {
                reopen(handle);
            } else {
                open.get(handle);
            }
            handle.pins++;
            return handle.fd;
        } finally {
            lock.unlock();
        }
    }

    private static void tellLostWrite(Handle handle) throws PosixException {
        if (handle.lostWrite != null) {
            throw handle.lostWrite;
        }
    }

    private void unpin(Handle handle) {
        lock.lock();
        try {
            handle.pins--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The caller will hardly use it again. Before its descriptor closes, a closed parent is opened through its {@code ..}:
     * who climbs out of a deep tree would else start at the root for every level.
     *
     * @throws PosixException only for a file that was written, where closing tells of a lost write
     */
    public void release(Handle handle) throws PosixException {
        lock.lock();
        try {
            tellLostWrite(handle);
            if (handle.fd < 0 || handle.pins > 0 || closed) {
                return;
            }
            if (handle.parent != null && handle.parent.fd < 0) {
                climb(handle, handle.parent);
            }
            int fd = handle.fd;
            handle.fd = -1;
            open.remove(handle);
            Posix.close(fd);
        } finally {
            lock.unlock();
        }
    }

    private void climb(Handle child, Handle parent) {
        if ((child.flags & OpenFlags.DIRECTORY) == 0) {
            return;
        }
        try {
            adopt(parent, Posix.open(child.fd, UP, parent.flags, 0));
        } catch (PosixException e) {
            // Only a short cut: the next use looks from the root and reports.
        }
    }

    private void reopen(Handle handle) throws PosixException {
        Deque<Handle> way = new ArrayDeque<>();
        Handle ancestor = handle;
        while (ancestor != null && ancestor.fd < 0) {
            way.push(ancestor);
            ancestor = ancestor.parent;
        }
        int from = ancestor == null ? Posix.WORKING_DIRECTORY : ancestor.fd;
        int passing = -1;
        try {
            for (Handle next : way) {
                int fd = Posix.open(from, next.name, next.flags, 0);
                if (passing >= 0) {
                    Posix.closeQuietly(passing);
                }
                passing = fd;
                from = fd;
                if (!next.stat().isSameFile(Posix.stat(fd))) {
                    throw new PosixException("open again", next.name, -Errno.ESTALE.number());
                }
            }
        } catch (PosixException e) {
            if (passing >= 0) {
                Posix.closeQuietly(passing);
            }
            throw e;
        }
        handle.fd = passing;
        open.put(handle, true);
        handle.pins++;
        closeSurplus();
        handle.pins--;
    }

    private void adopt(Handle handle, int fd) {
        try {
            if (handle.stat().isSameFile(Posix.stat(fd))) {
                handle.fd = fd;
                open.put(handle, true);
                return;
            }
        } catch (PosixException e) {
            // As if it were another directory.
        }
        Posix.closeQuietly(fd);
    }

    private void closeSurplus() {
        if (open.size() <= limit) {
            return;
        }
        List<Handle> surplus = new ArrayList<>();
        for (Handle handle : open.keySet()) {
            // The newest stays: it is about to be used.
            if (open.size() - surplus.size() <= limit
                    || handle == open.lastEntry().getKey()) {
                break;
            }
            if (handle.pins == 0) {
                surplus.add(handle);
            }
        }
        for (Handle handle : surplus) {
            open.remove(handle);
            int fd = handle.fd;
            handle.fd = -1;
            try {
                Posix.close(fd);
            } catch (PosixException e) {
                handle.lostWrite = e;
            }
        }
    }

    /** Closes all descriptors. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (Handle handle : open.keySet()) {
                Posix.closeQuietly(handle.fd);
                handle.fd = -1;
            }
            open.clear();
        } finally {
            lock.unlock();
        }
    }
}
