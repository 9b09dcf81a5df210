package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.Accounts;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.OpenHandles;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixProcess;

/** The local file system. */
public final class LinuxSource implements Source {
    private static final ByteString DOT = ByteString.of(".");

    /** Directories held open: the walker's last levels and those that workers open files in. */
    private static final int OPEN_DIRECTORIES_MAX = 64;

    private final OpenHandles handles = new OpenHandles(OPEN_DIRECTORIES_MAX);
    private final Accounts accounts = new Accounts();
    private final long effectiveUserId = PosixProcess.effectiveUserId();
    private final Atimes atimes;
    private final BytePath workingDirectory;

    /** What a node records as the time of last access. */
    public enum Atimes {
        /** The time of last modification, so that reading a file does not change its directory's tree. */
        AS_MTIME,
        RECORDED
    }

    public LinuxSource() {
        this(Atimes.AS_MTIME);
    }

    public LinuxSource(Atimes atimes) {
        this(atimes, BytePath.of("."));
    }

    /** @param workingDirectory what relative paths are taken from */
    public LinuxSource(Atimes atimes, BytePath workingDirectory) {
        this.atimes = atimes;
        this.workingDirectory = workingDirectory;
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        // A path that ends in .. names a directory that has another name; it is looked at from inside.
        boolean inside = path.isRoot() || path.name().equals(DOT) || path.name().equals(ByteString.of(".."));
        BytePath directory = inside ? path : path.parent();
        try {
            BytePath opened = directory.isAbsolute() ? directory : workingDirectory.resolve(directory.bytes());
            Handle parent = handles.open(opened, OpenFlags.READ | OpenFlags.DIRECTORY);
            return LinuxEntry.look(this, parent, inside ? DOT : path.name(), path);
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    OpenHandles handles() {
        return handles;
    }

    Accounts accounts() {
        return accounts;
    }

    Atimes atimes() {
        return atimes;
    }

    /** O_NOATIME is granted to the owner and to root only. */
    int noAtimeFlag(long ownerId) {
        return effectiveUserId == 0 || effectiveUserId == ownerId ? OpenFlags.NO_ATIME : 0;
    }

    @Override
    public void close() {
        handles.close();
    }
}
