package cloud.mows.backup.core.tree;

/** The bits of {@code mode} in a tree, which are those of Go's {@code os.FileMode}, not those of Unix. */
public final class GoFileMode {
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMLINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long NAMED_PIPE = 1L << 25;
    private static final long SOCKET = 1L << 24;
    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long CHARACTER_DEVICE = 1L << 21;
    private static final long STICKY = 1L << 20;
    private static final long IRREGULAR = 1L << 19;

    private GoFileMode() {}

    public static long of(NodeType type, int unix) {
        long bits = unix & 0777;
        bits |= (unix & 04000) != 0 ? SETUID : 0;
        bits |= (unix & 02000) != 0 ? SETGID : 0;
        bits |= (unix & 01000) != 0 ? STICKY : 0;
        return bits
                | switch (type) {
                    case FILE -> 0;
                    case DIRECTORY -> DIRECTORY;
                    case SYMLINK -> SYMLINK;
                    case BLOCK_DEVICE -> DEVICE;
                    case CHARACTER_DEVICE -> DEVICE | CHARACTER_DEVICE;
                    case FIFO -> NAMED_PIPE;
                    case SOCKET -> SOCKET;
                    case IRREGULAR -> IRREGULAR;
                };
    }

    /** The Unix bits; those that say the type are dropped, for the type has a field of its own. */
    static int unix(long bits) {
        return (int) (bits & 0777)
                | ((bits & SETUID) != 0 ? 04000 : 0)
                | ((bits & SETGID) != 0 ? 02000 : 0)
                | ((bits & STICKY) != 0 ? 01000 : 0);
    }
}
