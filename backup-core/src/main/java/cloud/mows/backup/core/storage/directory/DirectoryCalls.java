package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * System calls with paths; symbolic links are followed, as people put folders of a repository on other disks by them. Java's
 * own tell errors only as text in the user's language.
 */
final class DirectoryCalls {
    private DirectoryCalls() {}

    static ByteString bytes(Path path) {
        return BytePath.of(path).bytes();
    }

    static int open(Path path, int flags, int mode) throws PosixException {
        return Posix.open(Posix.WORKING_DIRECTORY, bytes(path), flags, mode);
    }

    static FileStat stat(Path path) throws PosixException {
        int fd = open(path, OpenFlags.PATH_ONLY, 0);
        try {
            return Posix.stat(fd);
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    /** Null if there is none. */
    static @Nullable FileStat statIfThere(Path path) throws PosixException {
        try {
            return stat(path);
        } catch (PosixException e) {
            if (isAbsent(e)) {
                return null;
            }
            throw e;
        }
    }

    static boolean isAbsent(PosixException e) {
        return e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR);
    }

    /** Harmless where there is none. */
    static void remove(Path path) throws PosixException {
        try {
            PosixNames.unlink(Posix.WORKING_DIRECTORY, bytes(path));
        } catch (PosixException e) {
            if (!isAbsent(e)) {
                throw e;
            }
        }
    }

    static void removeQuietly(Path path) {
        try {
            remove(path);
        } catch (PosixException e) {
            // It lies in tmp/, where a later run sweeps it.
        }
    }

    static void rename(Path from, Path to) throws PosixException {
        PosixNames.rename(Posix.WORKING_DIRECTORY, bytes(from), Posix.WORKING_DIRECTORY, bytes(to));
    }

    static void link(Path existing, Path name) throws PosixException {
        PosixNames.makeHardLink(Posix.WORKING_DIRECTORY, bytes(existing), Posix.WORKING_DIRECTORY, bytes(name));
    }
}
