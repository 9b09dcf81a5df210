package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import java.util.List;

/**
 * Removes the unfinished files of restores that were killed, and leaves those of restores that still run.
 *
 * <p>Every restore holds a shared flock(2) on the directory it restores to, for as long as it runs; the kernel drops it when
 * the process dies. A file belongs to a restore to its own directory or to one above: when none of those is locked by
 * somebody else, nobody is going to finish it. Where directories cannot be locked (NFS), no restore counts as running: its file
 * is then missing when it gets its name, which that restore reports.
 */
final class Leftovers implements AutoCloseable {
    private static final ByteString PROC_SELF_FD = ByteString.of("/proc/self/fd/");

    private static final int TRIES_MAX = 10_000;

    private final PartialNames names;
    private final int root;
    private final FileStat rootStat;

    private Leftovers(PartialNames names, int root) throws PosixException {
        this.names = names;
        this.root = root;
        this.rootStat = Posix.stat(root);
    }

    static Leftovers locking(BytePath path, PartialNames names) throws PosixException {
        int fd = Posix.open(path, OpenFlags.READ | OpenFlags.DIRECTORY);
        try {
            share(fd);
            return new Leftovers(names, fd);
        } catch (PosixException e) {
            Posix.closeQuietly(fd);
            throw e;
        }
    }

    /** Who asks whether a directory is locked has it for a moment only; for how long others have it is not ours to wait. */
    private static void share(int fd) {
        for (int i = 0; i < TRIES_MAX && !lock(fd, false); i++) {
            Thread.onSpinWait();
        }
    }

    /** @return false only if somebody else has it; a file system without locks must not keep anybody from restoring */
    private static boolean lock(int fd, boolean exclusive) {
        try {
            return Posix.tryLock(fd, exclusive);
        } catch (PosixException e) {
            return true;
        }
    }

    /** Removes those that lie in the open directory. What cannot be removed stays; it is in nobody's way. */
    void remove(int directoryFd) {
        try {
            List<ByteString> found = LinuxTargetDirectory.list(directoryFd).stream()
                    .filter(name -> PartialNames.isPartial(name) && !names.isOurs(name))
                    .toList();
            if (!found.isEmpty() && nobodyElseRestores(directoryFd)) {
                found.forEach(name -> LinuxTargetDirectory.removeQuietly(directoryFd, name));
            }
        } catch (PosixException e) {
            // A directory that cannot be read is told when something is to be written into it.
        }
    }

    /** To this directory or to one above it. */
    private synchronized boolean nobodyElseRestores(int directoryFd) throws PosixException {
        if (!hasNoOther(root)) {
            return false;
        }
        ByteString name = PROC_SELF_FD.concat(ByteString.of(Integer.toString(directoryFd)));
        BytePath way = BytePath.of(PosixNames.readLink(Posix.WORKING_DIRECTORY, name));
        while (!way.isRoot() && way.isAbsolute()) {
            if (isLockedByAnother(way)) {
                return false;
            }
            way = way.parent();
        }
        return !isLockedByAnother(BytePath.ROOT);
    }

    /** Its lock becomes exclusive for a moment; who begins in it has its files newly named after that. */
    private static boolean hasNoOther(int fd) {
        boolean alone = lock(fd, true);
        // Also after a failure, which loses the lock that was there.
        share(fd);
        return alone;
    }

    private boolean isLockedByAnother(BytePath directory) throws PosixException {
        int fd;
        try {
            fd = Posix.open(directory, OpenFlags.READ | OpenFlags.DIRECTORY);
        } catch (PosixException e) {
            // Who restores to it could read it, and probably is not one of us.
            return false;
        }
        try {
            return !Posix.stat(fd).isSameFile(rootStat) && !lock(fd, true);
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    @Override
    public void close() {
        Posix.closeQuietly(root);
    }
}
