package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.NativeBytes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/** Calls on open descriptors. Whoever opens one closes it. */
public final class Posix {
    /** For the {@code dirFd} of any call: relative paths start at the working directory. */
    public static final int WORKING_DIRECTORY = -100;

    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int FALLOC_KEEP_SIZE = 1;
    private static final int FALLOC_PUNCH_HOLE = 2;
    private static final int MADV_DONTNEED = 4;
    private static final int SYNC_FILE_RANGE_WRITE = 2;

    /** A signal waits for the end of a call. */
    private static final int WRITE_BYTES = 1 << 20;

    private Posix() {}

    /** Builds the foreign function on another thread while the program starts: about 100 ms, 25 ms from an AOT cache. */
    public static void prepare() {
        Thread.ofPlatform().daemon().name("posix-prepare").start(PosixProcess::effectiveUserId);
    }

    /**
     * Opens {@code path}, which starts at {@code dirFd} unless it is absolute.
     *
     * @param flags of {@link OpenFlags}
     * @param mode permission bits for a file that is created, less the umask
     */
    public static int open(int dirFd, ByteString path, int flags, int mode) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long at = s.path(path);
            long fd = Kernel.call(s, Syscall.OPENAT, dirFd, at, flags | OpenFlags.CLOSE_ON_EXEC, mode);
            if (fd < 0) {
                throw new PosixException("open", path, fd);
            }
            return (int) fd;
        } finally {
            s.give();
        }
    }

    public static int open(BytePath path, int flags) throws PosixException {
        return open(WORKING_DIRECTORY, path.bytes(), flags, 0);
    }

    /** Closes; the descriptor is gone also when this fails (which only says that an earlier write did). */
    public static void close(int fd) throws PosixException {
        Scratch s = Scratch.take();
        try {
            check("close", fd, Kernel.callOnce(s, Syscall.CLOSE, fd, 0, 0, 0, 0, 0));
        } finally {
            s.give();
        }
    }

    /** Closes what was only read, where a failure changes nothing. */
    public static void closeQuietly(int fd) {
        Scratch s = Scratch.take();
        try {
            Kernel.callOnce(s, Syscall.CLOSE, fd, 0, 0, 0, 0, 0);
        } finally {
            s.give();
        }
    }

    /** Reads at the descriptor's own position, for streams. @return bytes read, at least 1, or -1 at the end */
    public static int read(int fd, byte[] into, int offset, int length) throws PosixException {
        Objects.checkFromIndexSize(offset, length, into.length);
        Scratch s = Scratch.take();
        try {
            int wanted = Math.min(length, Scratch.DATA_BYTES);
            int n = (int) check("read", fd, Kernel.call(s, Syscall.READ, fd, s.dataAddress(), wanted));
            s.memory().get(s.data(), into, offset, n);
            return n == 0 && length > 0 ? -1 : n;
        } finally {
            s.give();
        }
    }

    /** Reads at {@code position} until {@code length} bytes are there or the file ends. @return bytes read */
    public static int readAt(int fd, byte[] into, int offset, int length, long position) throws PosixException {
        Objects.checkFromIndexSize(offset, length, into.length);
        Scratch s = Scratch.take();
        try {
            int done = 0;
            while (done < length) {
                int wanted = Math.min(length - done, Scratch.DATA_BYTES);
                long at = position + done;
                int n = (int) check("read", fd, Kernel.call(s, Syscall.PREAD, fd, s.dataAddress(), wanted, at));
                s.memory().get(s.data(), into, offset + done, n);
                done += n;
                if (n == 0) {
                    break;
                }
            }
            return done;
        } finally {
            s.give();
        }
    }

    /** Writes all at the descriptor's own position, for streams. */
    public static void write(int fd, byte[] from, int offset, int length) throws PosixException {
        Objects.checkFromIndexSize(offset, length, from.length);
        Scratch s = Scratch.take();
        try {
            for (int done = 0; done < length; ) {
                int piece = Math.min(length - done, Scratch.DATA_BYTES);
                s.memory().put(s.data(), from, offset + done, piece);
                done += (int) check("write", fd, Kernel.call(s, Syscall.WRITE, fd, s.dataAddress(), piece));
            }
        } finally {
            s.give();
        }
    }

    /** Writes all at {@code position}. */
    public static void writeAt(int fd, byte[] from, int offset, int length, long position) throws PosixException {
        Objects.checkFromIndexSize(offset, length, from.length);
        Scratch s = Scratch.take();
        try {
            for (int done = 0; done < length; ) {
                int piece = Math.min(length - done, Scratch.DATA_BYTES);
                s.memory().put(s.data(), from, offset + done, piece);
                long at = position + done;
                done += (int) check("write", fd, Kernel.call(s, Syscall.PWRITE, fd, s.dataAddress(), piece, at));
            }
        } finally {
            s.give();
        }
    }

    /**
     * Writes what the buffer holds at {@code position}, without a copy.
     *
     * @param from direct; its own position stays
     */
    public static void writeAt(int fd, ByteBuffer from, long position) throws PosixException {
        long address = NativeBytes.address(from);
        int length = from.remaining();
        Scratch s = Scratch.take();
        try {
            for (int done = 0; done < length; ) {
                int piece = Math.min(length - done, WRITE_BYTES);
                long at = position + done;
                done += (int) check("write", fd, Kernel.call(s, Syscall.PWRITE, fd, address + done, piece, at));
            }
        } finally {
            s.give();
            Reference.reachabilityFence(from);
        }
    }

    /** Has the file system set room aside, so that writing there does not fail for want of it. EOPNOTSUPP: it cannot. */
    public static void allocate(int fd, long length) throws PosixException {
        act("allocate", fd, Syscall.FALLOCATE, 0, 0, length);
    }

    public static FileStat stat(int fd) throws PosixException {
        return PosixNames.statx(fd, ByteString.EMPTY);
    }

    /** Where data starts at or after {@code offset}; -1 if only a hole follows, or nothing. EINVAL: holes are not told. */
    public static long seekData(int fd, long offset) throws PosixException {
        return seek(fd, offset, SEEK_DATA);
    }

    /** Where a hole starts at or after {@code offset}, the end counting as one; -1 beyond the end. */
    public static long seekHole(int fd, long offset) throws PosixException {
        return seek(fd, offset, SEEK_HOLE);
    }

    private static long seek(int fd, long offset, int whence) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long at = Kernel.call(s, Syscall.LSEEK, fd, offset, whence);
            return at == -Errno.ENXIO.number() ? -1 : check("seek", fd, at);
        } finally {
            s.give();
        }
    }

    public static void truncate(int fd, long size) throws PosixException {
        act("truncate", fd, Syscall.FTRUNCATE, size, 0, 0);
    }

    /** Gives the range back to the file system; it reads as zeros. */
    public static void punchHole(int fd, long offset, long length) throws PosixException {
        act("punch hole", fd, Syscall.FALLOCATE, FALLOC_KEEP_SIZE | FALLOC_PUNCH_HOLE, offset, length);
    }

    public static void sync(int fd) throws PosixException {
        act("fsync", fd, Syscall.FSYNC, 0, 0, 0);
    }

    /** Without times and what else is not needed to read the data again. */
    public static void syncData(int fd) throws PosixException {
        act("fdatasync", fd, Syscall.FDATASYNC, 0, 0, 0);
    }

    /** Everything of the file system that {@code fd} lies on. */
    public static void syncFileSystem(int fd) throws PosixException {
        act("syncfs", fd, Syscall.SYNCFS, 0, 0, 0);
    }

    /** Everything of all file systems; tells of no failure. */
    public static void syncEverything() throws PosixException {
        act("sync", WORKING_DIRECTORY, Syscall.SYNC, 0, 0, 0);
    }

    /** Starts writing the range to disk without waiting; no promise of durability. */
    public static void startWriting(int fd, long offset, long length) throws PosixException {
        act("sync_file_range", fd, Syscall.SYNC_FILE_RANGE, offset, length, SYNC_FILE_RANGE_WRITE);
    }

    /** How the file will be read. Only a hint: what the kernel thinks of it is not looked at. */
    public static void advise(int fd, long offset, long length, Advice advice) {
        Scratch s = Scratch.take();
        try {
            Kernel.call(s, Syscall.FADVISE64, fd, offset, length, advice.ordinal());
        } finally {
            s.give();
        }
    }

    /** posix_fadvise(2), in the order of its numbers. */
    public enum Advice {
        NORMAL,
        RANDOM,
        SEQUENTIAL,
        WILL_NEED,
        DONT_NEED
    }

    /** Lets the kernel take back the memory of a mapped file, which is read again when needed. Only a hint. */
    public static void discard(long address, long length) {
        Scratch s = Scratch.take();
        try {
            Kernel.call(s, Syscall.MADVISE, address, length, MADV_DONTNEED);
        } finally {
            s.give();
        }
    }

    public static void changeMode(int fd, int mode) throws PosixException {
        act("chmod", fd, Syscall.FCHMOD, mode, 0, 0);
    }

    /** Clears set-user-id, set-group-id and capabilities of a regular file: change the mode afterwards. */
    public static void changeOwner(int fd, long uid, long gid) throws PosixException {
        act("chown", fd, Syscall.FCHOWN, uid, gid, 0);
    }

    public static void changeTimes(int fd, Instant atime, Instant mtime) throws PosixException {
        PosixNames.utimens(fd, null, atime, mtime);
    }

    /** Takes the advisory lock of flock(2) without waiting. @return whether it is ours now */
    public static boolean tryLock(int fd, boolean exclusive) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long result = Kernel.call(s, Syscall.FLOCK, fd, (exclusive ? 2 : 1) | 4);
            return result != -Errno.EAGAIN.number() && check("flock", fd, result) == 0;
        } finally {
            s.give();
        }
    }

    /** The {@code f_type} of the file system, such as 0xEF53 for ext4 (statfs(2)). */
    public static long fileSystemType(int fd) throws PosixException {
        Scratch s = Scratch.take();
        try {
            check("statfs", fd, Kernel.call(s, Syscall.FSTATFS, fd, s.structAddress()));
            return s.memory().getLong(s.struct());
        } finally {
            s.give();
        }
    }

    private static void act(String word, int fd, Syscall call, long b, long c, long d) throws PosixException {
        Scratch s = Scratch.take();
        try {
            check(word, fd, Kernel.call(s, call, fd, b, c, d));
        } finally {
            s.give();
        }
    }

    private static long check(String word, int fd, long result) throws PosixException {
        if (result < 0) {
            throw new PosixException(word, fd, result);
        }
        return result;
    }
}
