package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Calls on a name in an open directory. A symbolic link is never followed where the name itself is one. A name may be a
 * longer relative path, whose links on the way are followed: callers with names from a backup pass single elements only.
 */
public final class PosixNames {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_NO_AUTOMOUNT = 0x800;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int RENAME_NOREPLACE = 1;

    private PosixNames() {}

    /** @throws PosixException ENOENT if there is no such name */
    public static FileStat stat(int dirFd, ByteString name) throws PosixException {
        if (name.isEmpty()) {
            throw new PosixException("stat", name, -Errno.ENOENT.number());
        }
        return statx(dirFd, name);
    }

    public static FileStat stat(BytePath path) throws PosixException {
        return statx(Posix.WORKING_DIRECTORY, path.bytes());
    }

    /** The same, null if there is no such name. */
    public static @Nullable FileStat statIfThere(int dirFd, ByteString name) throws PosixException {
        try {
            return stat(dirFd, name);
        } catch (PosixException e) {
            if (e.is(Errno.ENOENT)) {
                return null;
            }
            throw e;
        }
    }

    static FileStat statx(int dirFd, ByteString name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name.isEmpty() ? AT_EMPTY_PATH : 0);
            long path = s.path(name);
            long result = Kernel.call(s, Syscall.STATX, dirFd, path, flags, STATX_BASIC_STATS, s.structAddress());
            if (result < 0) {
                throw name.isEmpty()
                        ? new PosixException("stat", dirFd, result)
                        : new PosixException("stat", name, result);
            }
            return FileStat.ofStatx(s.memory(), s.struct());
        } finally {
            s.give();
        }
    }

    /** All names in the directory but {@code .} and {@code ..}, in the order of their bytes. Reads from where it stands. */
    public static NameList list(int dirFd) throws PosixException {
        NameList.Builder names = new NameList.Builder();
        Scratch s = Scratch.take();
        try {
            while (true) {
                long n = Kernel.call(s, Syscall.GETDENTS64, dirFd, s.dataAddress(), Scratch.DATA_BYTES);
                if (n < 0) {
                    throw new PosixException("list", dirFd, n);
                }
                if (n == 0) {
                    return names.build();
                }
                takeNames(s.memory(), s.data(), (int) n, names);
            }
        } finally {
            s.give();
        }
    }

    /** {@code struct linux_dirent64}: inode 8, position 8, record length 2, type 1, name with NUL. */
    private static void takeNames(ByteBuffer memory, int from, int length, NameList.Builder names) {
        for (int at = from; at < from + length; at += Short.toUnsignedInt(memory.getShort(at + 16))) {
            int start = at + 19;
            int end = start;
            while (memory.get(end) != 0) {
                end++;
            }
            boolean dots =
                    memory.get(start) == '.' && (end - start == 1 || end - start == 2 && memory.get(start + 1) == '.');
            if (!dots) {
                names.add(memory, start, end - start);
            }
        }
    }

    /** What the symbolic link holds. EINVAL: it is none. */
    public static ByteString readLink(int dirFd, ByteString name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            int room = Scratch.DATA_BYTES;
            long path = s.path(name);
            long n = Kernel.call(s, Syscall.READLINKAT, dirFd, path, s.dataAddress(), room);
            return s.dataBytes(0, (int) check("readlink", name, n));
        } finally {
            s.give();
        }
    }

    public static void makeDirectory(int dirFd, ByteString name, int mode) throws PosixException {
        act("mkdir", dirFd, name, Syscall.MKDIRAT, mode, 0, 0);
    }

    /** @param device of {@link FileStat#deviceNumber}, 0 for FIFOs and sockets */
    public static void makeNode(int dirFd, ByteString name, FileType type, int mode, long device)
            throws PosixException {
        act("mknod", dirFd, name, Syscall.MKNODAT, type.bits() | mode, device, 0);
    }

    public static void makeSymlink(ByteString linkTarget, int dirFd, ByteString name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long target = s.path(linkTarget);
            long path = s.secondPath(name);
            check("symlink", name, Kernel.call(s, Syscall.SYMLINKAT, target, dirFd, path));
        } finally {
            s.give();
        }
    }

    /** A further name for the file; a symbolic link gets the name itself. */
    public static void makeHardLink(int fromDirFd, ByteString from, int dirFd, ByteString name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long existing = s.path(from);
            long path = s.secondPath(name);
            check("link", name, Kernel.call(s, Syscall.LINKAT, fromDirFd, existing, dirFd, path, 0));
        } finally {
            s.give();
        }
    }

    /** Takes the new name away from what had it, in one step. */
    public static void rename(int fromDirFd, ByteString from, int dirFd, ByteString name) throws PosixException {
        rename(fromDirFd, from, dirFd, name, 0);
    }

    /** @throws PosixException EEXIST if the new name is taken; EINVAL where the file system cannot promise that */
    public static void renameToNew(int fromDirFd, ByteString from, int dirFd, ByteString name) throws PosixException {
        rename(fromDirFd, from, dirFd, name, RENAME_NOREPLACE);
    }

    private static void rename(int fromDirFd, ByteString from, int dirFd, ByteString name, int flags)
            throws PosixException {
        Scratch s = Scratch.take();
        try {
            long existing = s.path(from);
            long path = s.secondPath(name);
            check("rename", name, Kernel.call(s, Syscall.RENAMEAT2, fromDirFd, existing, dirFd, path, flags));
        } finally {
            s.give();
        }
    }

    /** Removes the name of anything but a directory. */
    public static void unlink(int dirFd, ByteString name) throws PosixException {
        act("unlink", dirFd, name, Syscall.UNLINKAT, 0, 0, 0);
    }

    public static void removeDirectory(int dirFd, ByteString name) throws PosixException {
        act("rmdir", dirFd, name, Syscall.UNLINKAT, AT_REMOVEDIR, 0, 0);
    }

    public static void changeOwner(int dirFd, ByteString name, long uid, long gid) throws PosixException {
        act("chown", dirFd, name, Syscall.FCHOWNAT, uid, gid, AT_SYMLINK_NOFOLLOW);
    }

    /** The mode of anything but a symbolic link, which has none of its own (EOPNOTSUPP). */
    public static void changeMode(int dirFd, ByteString name, int mode) throws PosixException {
        int fd = Posix.open(dirFd, name, OpenFlags.PATH_ONLY | OpenFlags.NO_FOLLOW, 0);
        try {
            if (Posix.stat(fd).type() == FileType.SYMLINK) {
                throw new PosixException("chmod", name, -Errno.EOPNOTSUPP.number());
            }
            // fchmodat follows links, so it is given the file that we hold and not its name.
            ByteString held = ByteString.of("/proc/self/fd/" + fd);
            act("chmod", Posix.WORKING_DIRECTORY, held, Syscall.FCHMODAT, mode, 0, 0);
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    /** The times of the name itself, also of a symbolic link. */
    public static void changeTimes(int dirFd, ByteString name, Instant atime, Instant mtime) throws PosixException {
        utimens(dirFd, name, atime, mtime);
    }

    static void utimens(int fd, @Nullable ByteString name, Instant atime, Instant mtime) throws PosixException {
        Scratch s = Scratch.take();
        try {
            ByteBuffer memory = s.memory();
            int at = s.struct();
            memory.putLong(at, atime.getEpochSecond());
            memory.putLong(at + 8, atime.getNano());
            memory.putLong(at + 16, mtime.getEpochSecond());
            memory.putLong(at + 24, mtime.getNano());
            long path = name == null ? 0 : s.path(name);
            long flags = name == null ? 0 : AT_SYMLINK_NOFOLLOW;
            long result = Kernel.call(s, Syscall.UTIMENSAT, fd, path, s.structAddress(), flags);
            if (result < 0) {
                throw name == null
                        ? new PosixException("utimens", fd, result)
                        : new PosixException("utimens", name, result);
            }
        } finally {
            s.give();
        }
    }

    private static void act(String word, int dirFd, ByteString name, Syscall call, long c, long d, long e)
            throws PosixException {
        Scratch s = Scratch.take();
        try {
            long path = s.path(name);
            check(word, name, Kernel.call(s, call, dirFd, path, c, d, e));
        } finally {
            s.give();
        }
    }

    private static long check(String word, ByteString name, long result) throws PosixException {
        if (result < 0) {
            throw new PosixException(word, name, result);
        }
        return result;
    }
}
