package cloud.mows.backup.core.posix;

/** Flags of {@code open} (fcntl.h). {@code O_CLOEXEC} is always added. */
public final class OpenFlags {
    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int READ_WRITE = 2;
    public static final int CREATE = 0100;
    /** With {@link #CREATE}: fail if the name is taken, also by a symbolic link. */
    public static final int EXCLUSIVE = 0200;

    public static final int NO_TERMINAL = 0400;
    public static final int TRUNCATE = 01000;
    public static final int APPEND = 02000;
    /** Do not wait for the other end of a FIFO. */
    public static final int NON_BLOCKING = 04000;

    public static final int DIRECTORY = Architecture.X86_64 ? 0200000 : 040000;
    /** Fail with ELOOP if the last element is a symbolic link. */
    public static final int NO_FOLLOW = Architecture.X86_64 ? 0400000 : 0100000;
    /** Leave the access time alone; EPERM unless we own the file or are root. */
    public static final int NO_ATIME = 01000000;
    /** Only a handle on the name: no right to the file is needed, and nothing can be read through it. */
    public static final int PATH_ONLY = 010000000;

    static final int CLOSE_ON_EXEC = 02000000;

    private OpenFlags() {}
}
