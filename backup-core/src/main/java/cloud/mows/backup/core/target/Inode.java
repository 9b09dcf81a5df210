package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.posix.PosixXattrs;
import java.time.Instant;
import java.util.List;

/** Something that has metadata: held by a descriptor, or by its name where opening it would do something (FIFO, device). */
sealed interface Inode {
    void changeOwner(long uid, long gid) throws PosixException;

    void changeMode(int mode) throws PosixException;

    void changeTimes(Instant atime, Instant mtime) throws PosixException;

    List<ByteString> xattrs() throws PosixException;

    void setXattr(ByteString name, ByteString value) throws PosixException;

    void removeXattr(ByteString name) throws PosixException;

    /** A regular file or directory. */
    record Opened(int fd) implements Inode {
        @Override
        public void changeOwner(long uid, long gid) throws PosixException {
            Posix.changeOwner(fd, uid, gid);
        }

        @Override
        public void changeMode(int mode) throws PosixException {
            Posix.changeMode(fd, mode);
        }

        @Override
        public void changeTimes(Instant atime, Instant mtime) throws PosixException {
            Posix.changeTimes(fd, atime, mtime);
        }

        @Override
        public List<ByteString> xattrs() throws PosixException {
            return PosixXattrs.list(fd);
        }

        @Override
        public void setXattr(ByteString name, ByteString value) throws PosixException {
            PosixXattrs.set(fd, name, value);
        }

        @Override
        public void removeXattr(ByteString name) throws PosixException {
            PosixXattrs.remove(fd, name);
        }
    }

    /** Anything, a symbolic link itself. */
    record Named(int directoryFd, ByteString entry) implements Inode {
        @Override
        public void changeOwner(long uid, long gid) throws PosixException {
            PosixNames.changeOwner(directoryFd, entry, uid, gid);
        }

        @Override
        public void changeMode(int mode) throws PosixException {
            PosixNames.changeMode(directoryFd, entry, mode);
        }

        @Override
        public void changeTimes(Instant atime, Instant mtime) throws PosixException {
            PosixNames.changeTimes(directoryFd, entry, atime, mtime);
        }

        @Override
        public List<ByteString> xattrs() throws PosixException {
            return PosixXattrs.list(directoryFd, entry);
        }

        @Override
        public void setXattr(ByteString name, ByteString value) throws PosixException {
            PosixXattrs.set(directoryFd, entry, name, value);
        }

        @Override
        public void removeXattr(ByteString name) throws PosixException {
            PosixXattrs.remove(directoryFd, entry, name);
        }
    }
}
