package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Who and where we are. */
public final class PosixProcess {
    private static final int UTS_FIELD_BYTES = 65;
    private static final int ESRCH = 3;

    private PosixProcess() {}

    public static long userId() {
        return number(Syscall.GETUID);
    }

    /** 0 is root, at least in our user namespace. */
    public static long effectiveUserId() {
        return number(Syscall.GETEUID);
    }

    public static long effectiveGroupId() {
        return number(Syscall.GETEGID);
    }

    /** Which permission bits new files do not get; for the whole process. @return the former value */
    public static int umask(int mask) {
        Scratch s = Scratch.take();
        try {
            return (int) Kernel.call(s, Syscall.UMASK, mask);
        } finally {
            s.give();
        }
    }

    public static String hostName() {
        Scratch s = Scratch.take();
        try {
            Kernel.call(s, Syscall.UNAME, s.structAddress());
            int at = s.struct() + UTS_FIELD_BYTES;
            byte[] name = new byte[UTS_FIELD_BYTES];
            s.memory().get(at, name);
            int length = 0;
            while (length < name.length && name[length] != 0) {
                length++;
            }
            return new String(name, 0, length, StandardCharsets.UTF_8);
        } finally {
            s.give();
        }
    }

    /** The working directory as bytes, which the system property {@code user.dir} may have lost. */
    public static BytePath workingDirectory() throws PosixException {
        Scratch s = Scratch.take();
        try {
            long n = Kernel.call(s, Syscall.GETCWD, s.dataAddress(), Scratch.PATH_MAX);
            if (n < 0) {
                throw new PosixException("getcwd", ".", (int) -n);
            }
            return BytePath.of(s.dataBytes(0, (int) n - 1));
        } finally {
            s.give();
        }
    }

    /** Whether a process of this number runs on this machine, as far as we are shown other processes. */
    public static boolean isRunning(long processId) {
        Scratch s = Scratch.take();
        try {
            return Kernel.call(s, Syscall.KILL, processId, 0) != -ESRCH;
        } finally {
            s.give();
        }
    }

    private static long number(Syscall call) {
        Scratch s = Scratch.take();
        try {
            return Kernel.call(s, call, 0);
        } finally {
            s.give();
        }
    }

    /**
     * The program's arguments as the bytes they were given in. The JVM decodes them by the locale's character set, which
     * in a container without a locale loses everything that is not ASCII.
     *
     * @param decoded what {@code main} got; returned as UTF-8 if the kernel's list does not fit it
     */
    public static List<ByteString> arguments(String[] decoded) {
        return RawArguments.matching(decoded);
    }

    /**
     * Variables of the environment with their bytes, those that are not UTF-8 as {@link EscapedBytes} has them. The JVM
     * makes the same character of all of these, so that many a password would be the same.
     *
     * @param decoded what {@link System#getenv()} gives; returned as it is if everything in it was decoded
     */
    public static Map<String, String> environment(Map<String, String> decoded) {
        return RawEnvironment.matching(decoded);
    }
}
