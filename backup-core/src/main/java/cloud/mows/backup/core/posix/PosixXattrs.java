package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extended attributes of all namespaces: {@code user.}, {@code trusted.}, {@code security.} and the ACLs
 * {@code system.posix_acl_access}, {@code system.posix_acl_default}. By name they are those of the name itself, also of a
 * symbolic link.
 */
public final class PosixXattrs {
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;

    private PosixXattrs() {}

    /** Names of the attributes; none where the file system has no attributes. */
    public static List<ByteString> list(int fd) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long n = Kernel.call(s, Syscall.FLISTXATTR, fd, s.dataAddress(), Scratch.DATA_BYTES);
            return names(s, n, "descriptor " + fd);
        } finally {
            s.give();
        }
    }

    public static List<ByteString> list(int dirFd, ByteString name) throws PosixException {
        if (!At.SUPPORTED) {
            return listThroughProc(dirFd, name);
        }
        Scratch s = Scratch.take();
        try {
            long path = s.path(name);
            long data = s.dataAddress();
            long n = Kernel.call(s, Syscall.LISTXATTRAT, dirFd, path, AT_SYMLINK_NOFOLLOW, data, Scratch.DATA_BYTES);
            return n == 0 ? List.of() : names(s, n, name.toString());
        } finally {
            s.give();
        }
    }

    static List<ByteString> listThroughProc(int dirFd, ByteString name) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long path = s.procPath(dirFd, name);
            long n = Kernel.call(s, Syscall.LLISTXATTR, path, s.dataAddress(), Scratch.DATA_BYTES);
            return n == 0 ? List.of() : names(s, n, name.toString());
        } finally {
            s.give();
        }
    }

    /** The value; null if there is no such attribute. */
    public static @Nullable ByteString get(int fd, ByteString attribute) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long key = s.secondPath(attribute);
            long n = Kernel.call(s, Syscall.FGETXATTR, fd, key, s.dataAddress(), Scratch.DATA_BYTES);
            return value(s, n, attribute + " of descriptor " + fd);
        } finally {
            s.give();
        }
    }

    public static @Nullable ByteString get(int dirFd, ByteString name, ByteString attribute) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long path = s.procPath(dirFd, name);
            long key = s.secondPath(attribute);
            long n = Kernel.call(s, Syscall.LGETXATTR, path, key, s.dataAddress(), Scratch.DATA_BYTES);
            return value(s, n, attribute + " of " + name);
        } finally {
            s.give();
        }
    }

    public static void set(int fd, ByteString attribute, ByteString value) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long key = s.secondPath(attribute);
            int length = putValue(s, attribute, value);
            check("setxattr", fd, attribute, Kernel.call(s, Syscall.FSETXATTR, fd, key, s.dataAddress(), length, 0));
        } finally {
            s.give();
        }
    }

    public static void set(int dirFd, ByteString name, ByteString attribute, ByteString value) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long path = s.procPath(dirFd, name);
            long key = s.secondPath(attribute);
            int length = putValue(s, attribute, value);
            long result = Kernel.call(s, Syscall.LSETXATTR, path, key, s.dataAddress(), length, 0);
            check("setxattr", attribute + " of " + name, result);
        } finally {
            s.give();
        }
    }

    public static void remove(int fd, ByteString attribute) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long key = s.secondPath(attribute);
            check("removexattr", fd, attribute, Kernel.call(s, Syscall.FREMOVEXATTR, fd, key));
        } finally {
            s.give();
        }
    }

    public static void remove(int dirFd, ByteString name, ByteString attribute) throws PosixException {
        Scratch s = Scratch.take();
        try {
            long path = s.procPath(dirFd, name);
            long key = s.secondPath(attribute);
            check("removexattr", attribute + " of " + name, Kernel.call(s, Syscall.LREMOVEXATTR, path, key));
        } finally {
            s.give();
        }
    }

    private static int putValue(Scratch s, ByteString attribute, ByteString value) throws PosixException {
        if (value.length() > Scratch.DATA_BYTES) {
            throw new PosixException("setxattr", attribute, -Errno.E2BIG.number());
        }
        s.memory().put(s.data(), value.toArray(), 0, value.length());
        return value.length();
    }

    private static List<ByteString> names(Scratch s, long length, String subject) throws PosixException {
        if (length == -Errno.EOPNOTSUPP.number() || length == -Errno.ENODATA.number()) {
            return List.of();
        }
        check("listxattr", subject, length);
        List<ByteString> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (s.memory().get(s.data() + i) == 0) {
                names.add(s.dataBytes(start, i - start));
                start = i + 1;
            }
        }
        return names;
    }

    private static @Nullable ByteString value(Scratch s, long length, String subject) throws PosixException {
        if (length == -Errno.ENODATA.number() || length == -Errno.EOPNOTSUPP.number()) {
            return null;
        }
        check("getxattr", subject, length);
        return s.dataBytes(0, (int) length);
    }

    private static void check(String word, int fd, ByteString attribute, long result) throws PosixException {
        if (result < 0) {
            check(word, attribute + " of descriptor " + fd, result);
        }
    }

    private static void check(String word, String subject, long result) throws PosixException {
        if (result < 0) {
            throw new PosixException(word, subject, (int) -result);
        }
    }

    /** listxattrat(2) of Linux 6.13 saves the walk through /proc for every file; seccomp filters may refuse it. */
    private static final class At {
        static final boolean SUPPORTED = isSupported();

        private static boolean isSupported() {
            Scratch s = Scratch.take();
            try {
                long path = s.path(ByteString.of("/"));
                return Kernel.call(s, Syscall.LISTXATTRAT, Posix.WORKING_DIRECTORY, path, 0, 0, 0) >= 0;
            } catch (PosixException e) {
                return false;
            } finally {
                s.give();
            }
        }
    }
}
