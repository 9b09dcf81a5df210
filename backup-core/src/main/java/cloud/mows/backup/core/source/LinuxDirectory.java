package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.NameList;
import cloud.mows.backup.core.posix.PosixException;

/** A directory of the local file system, listed. */
record LinuxDirectory(LinuxSource source, Handle handle, BytePath path, NameList names) implements SourceDirectory {

    @Override
    public FileStat stat() {
        return handle.stat();
    }

    @Override
    public SourceEntry entry(ByteString name) throws SourceException {
        BytePath entryPath = path.resolve(name);
        try {
            return LinuxEntry.look(source, handle, name, entryPath);
        } catch (PosixException e) {
            throw Failures.of(entryPath, e);
        }
    }

    @Override
    public void close() {
        try {
            source.handles().release(handle);
        } catch (PosixException e) {
            // A directory that was only read has nothing to lose.
        }
    }
}
