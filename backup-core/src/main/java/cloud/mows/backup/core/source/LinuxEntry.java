package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.NameList;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.OpenHandles;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;

/** A name in a directory of the local file system. */
final class LinuxEntry implements SourceEntry {
    private final LinuxSource source;
    private final Handle directory;
    private final ByteString name;
    private final BytePath path;
    private final FileStat stat;

    private LinuxEntry(LinuxSource source, Handle directory, ByteString name, BytePath path, FileStat stat) {
        this.source = source;
        this.directory = directory;
        this.name = name;
        this.path = path;
        this.stat = stat;
    }

    static LinuxEntry look(LinuxSource source, Handle directory, ByteString name, BytePath path) throws PosixException {
        FileStat stat = source.handles().use(directory, fd -> PosixNames.stat(fd, name));
        return new LinuxEntry(source, directory, name, path, stat);
    }

    @Override
    public ByteString name() {
        return name.length() <= 2 ? path.name() : name;
    }

    @Override
    public BytePath path() {
        return path;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public SourceEntry refresh() throws SourceException {
        try {
            return look(source, directory, name, path);
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    @Override
    public DescribedNode describe() throws SourceException {
        try {
            return source.handles()
                    .use(
                            directory,
                            fd -> new NodeReading(fd, name, path, stat).describe(source.accounts(), source.atimes()));
        } catch (PosixException e) {
            throw e.is(Errno.EINVAL) && !stat.isFile()
                    ? new SourceException.Changed(path, "it is of another type now", e)
                    : Failures.of(path, e);
        }
    }

    @Override
    public SourceDirectory list() throws SourceException {
        OpenHandles handles = source.handles();
        try {
            Handle opened = openNoAtime(OpenFlags.READ | OpenFlags.DIRECTORY);
            // A descriptor opened again would list from the start as well, so the pair need not be one use.
            NameList names = handles.use(opened, PosixNames::list);
            return new LinuxDirectory(source, opened, path, names);
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    private Handle openNoAtime(int flags) throws PosixException {
        int noAtime = source.noAtimeFlag(stat.uid());
        try {
            return source.handles().open(directory, name, flags | noAtime, 0);
        } catch (PosixException e) {
            if (noAtime == 0 || !e.is(Errno.EPERM)) {
                throw e;
            }
            return source.handles().open(directory, name, flags, 0);
        }
    }

    @Override
    public SourceContent open() throws SourceException {
        try {
            return LinuxContent.of(path, stat, source.handles().use(directory, this::openFile));
        } catch (PosixException e) {
            throw Failures.of(path, e);
        }
    }

    private int openFile(int directoryFd) throws PosixException {
        // Non-blocking: what was a file may be a FIFO by now, and nobody writes to that.
        int flags = OpenFlags.READ | OpenFlags.NO_FOLLOW | OpenFlags.NON_BLOCKING | OpenFlags.NO_TERMINAL;
        int noAtime = source.noAtimeFlag(stat.uid());
        try {
            return Posix.open(directoryFd, name, flags | noAtime, 0);
        } catch (PosixException e) {
            if (noAtime == 0 || !e.is(Errno.EPERM)) {
                throw e;
            }
            return Posix.open(directoryFd, name, flags, 0);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
