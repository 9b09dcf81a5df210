package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.util.HashMap;
import java.util.Map;

/**
 * The file systems that a restore writes to, each with an open descriptor: from Linux 5.8 on, syncfs(2) tells of pages that
 * were lost since its descriptor was opened, so that must be before the first write.
 */
final class WrittenFileSystems implements AutoCloseable {
    private static final ByteString DOT = ByteString.of(".");

    /** More than anybody mounts below one directory; Btrfs subvolumes count as well. */
    private static final int OPEN_MAX = 64;

    private final Map<Long, Integer> descriptors = new HashMap<>();
    private boolean hasMore;

    synchronized void add(int directoryFd, long deviceId) throws PosixException {
        if (descriptors.containsKey(deviceId)) {
            return;
        }
        if (descriptors.size() == OPEN_MAX) {
            hasMore = true;
            return;
        }
        descriptors.put(deviceId, Posix.open(directoryFd, DOT, OpenFlags.READ | OpenFlags.DIRECTORY, 0));
    }

    /** All of them, also when one fails. */
    synchronized void sync() throws PosixException {
        PosixException failure = null;
        for (int fd : descriptors.values()) {
            try {
                Posix.syncFileSystem(fd);
            } catch (PosixException e) {
                failure = e;
            }
        }
        if (hasMore) {
            Posix.syncEverything();
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        descriptors.values().forEach(Posix::closeQuietly);
        descriptors.clear();
    }
}
