package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A directory or file that {@link OpenHandles} opened once and can open again: the way to it and which inode it was. Its
 * fields belong to the lock of its {@code OpenHandles}.
 */
public final class Handle {
    final @Nullable Handle parent;

    /** A path for a handle without parent, else one name. */
    final ByteString name;

    final int flags;
    private final FileStat stat;

    int fd;
    int pins;

    /** What closing it said when it had to make room. */
    @Nullable
    PosixException lostWrite;

    Handle(@Nullable Handle parent, ByteString name, int flags, FileStat stat, int fd) {
        this.parent = parent;
        this.name = name;
        this.flags = flags;
        this.stat = stat;
        this.fd = fd;
    }

    /** As it was when it was opened for the first time. */
    public FileStat stat() {
        return stat;
    }
}
