package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.OpenHandles;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.posix.PosixXattrs;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the local file system below a target's root.
 *
 * @param isNew made by this target; what is made in it belongs to us and has no attributes but those we give it
 */
record LinuxTargetDirectory(LinuxTarget target, Handle handle, BytePath path, boolean isNew)
        implements TargetDirectory {
    private static final ByteString DOT = ByteString.of(".");
    private static final int OWNERS_RIGHTS = 0700;
    private static final int NEW_FILE_MODE = 0600;
    private static final int SET_GROUP_ID = 02000;
    private static final int NEW_FILE = OpenFlags.READ_WRITE | OpenFlags.CREATE | OpenFlags.EXCLUSIVE;

    @Override
    public FileStat stat() throws TargetException {
        return use(path, Posix::stat);
    }

    @Override
    public @Nullable FileStat stat(ByteString name) throws TargetException {
        return use(checked(name), fd -> PosixNames.statIfThere(fd, name));
    }

    @Override
    public List<ByteString> names() throws TargetException {
        return use(path, LinuxTargetDirectory::list).stream()
                .filter(name -> !PartialNames.isPartial(name))
                .toList();
    }

    /** Through a descriptor of its own, as a listing goes on from where the last one ended. */
    static List<ByteString> list(int directoryFd) throws PosixException {
        int fd = Posix.open(directoryFd, DOT, OpenFlags.READ | OpenFlags.DIRECTORY, 0);
        try {
            return PosixNames.list(fd);
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    @Override
    public ByteString readLink(ByteString name) throws TargetException {
        return use(checked(name), fd -> PosixNames.readLink(fd, name));
    }

    @Override
    public TargetDirectory makeDirectory(ByteString name) throws TargetException {
        BytePath made = checked(name);
        boolean isNew = use(made, fd -> {
            try {
                PosixNames.makeDirectory(fd, name, OWNERS_RIGHTS);
                return true;
            } catch (PosixException e) {
                if (e.is(Errno.EEXIST)) {
                    return false;
                }
                throw e;
            }
        });
        LinuxTargetDirectory directory = opened(name, made);
        if (!isNew) {
            directory.addOwnersRights();
            directory.enter();
            return directory;
        }
        return isNew() || !directory.passesOnAttributes() ? directory.asNew() : directory;
    }

    private LinuxTargetDirectory asNew() {
        return new LinuxTargetDirectory(target, handle, path, true);
    }

    /** What lies above it is not ours: its group or a default ACL may be passed on to everything below. */
    private boolean passesOnAttributes() throws TargetException {
        return use(path, fd -> {
            FileStat stat = Posix.stat(fd);
            return (stat.mode() & SET_GROUP_ID) != 0
                    || !target.metadata().isOurs(stat)
                    || PosixXattrs.list(fd).stream().anyMatch(MetadataWriter::isAcl);
        });
    }

    private void enter() throws TargetException {
        use(path, fd -> {
            target.entering(handle, fd);
            return null;
        });
    }

    private void addOwnersRights() throws TargetException {
        use(path, fd -> {
            int mode = Posix.stat(fd).mode();
            if ((mode & OWNERS_RIGHTS) != OWNERS_RIGHTS) {
                Posix.changeMode(fd, mode | OWNERS_RIGHTS);
            }
            return null;
        });
    }

    @Override
    public TargetDirectory openDirectory(ByteString name) throws TargetException {
        return opened(name, checked(name));
    }

    private LinuxTargetDirectory opened(ByteString name, BytePath itsPath) throws TargetException {
        try {
            return new LinuxTargetDirectory(target, target.openDirectory(handle, name), itsPath, false);
        } catch (PosixException e) {
            throw TargetException.of(itsPath, e);
        }
    }

    @Override
    public TargetFile createFile(ByteString name, ZeroRuns zeroRuns) throws TargetException {
        BytePath itsPath = checked(name);
        ByteString partial = target.partialName();
        try {
            Handle file = target.handles().open(handle, partial, NEW_FILE, NEW_FILE_MODE);
            return new LinuxTargetFile(this, file, partial, name, itsPath, zeroRuns);
        } catch (PosixException e) {
            throw TargetException.of(itsPath, e);
        }
    }

    @Override
    public List<MetadataProblem> writeFile(ByteString name, ByteSlice content, ZeroRuns zeroRuns, Node node)
            throws TargetException {
        BytePath itsPath = checked(name);
        ByteString partial = target.partialName();
        return use(itsPath, directoryFd -> {
            int fd = Posix.open(directoryFd, partial, NEW_FILE, NEW_FILE_MODE);
            boolean whole = false;
            try {
                long end = new ContentWriter(zeroRuns).write(fd, content, 0);
                if (end != node.size()) {
                    Posix.truncate(fd, node.size());
                }
                List<MetadataProblem> problems = target.metadata().apply(itsPath, new Inode.Opened(fd), node, isNew);
                whole = true;
                return problems;
            } finally {
                finish(directoryFd, fd, partial, name, whole);
            }
        });
    }

    private void finish(int directoryFd, int fd, ByteString partial, ByteString name, boolean whole)
            throws PosixException {
        if (!whole) {
            Posix.closeQuietly(fd);
            removeQuietly(directoryFd, partial);
            return;
        }
        try {
            Posix.close(fd);
        } catch (PosixException e) {
            removeQuietly(directoryFd, partial);
            throw e;
        }
        renameOrRemove(directoryFd, partial, name);
    }

    @Override
    public ExistingFile openFile(ByteString name) throws TargetException {
        BytePath itsPath = checked(name);
        return LinuxExistingFile.of(itsPath, use(itsPath, fd -> openToRead(fd, name)));
    }

    /** Without a new access time where we may. */
    private static int openToRead(int directoryFd, ByteString name) throws PosixException {
        int flags = OpenFlags.READ | OpenFlags.NO_FOLLOW | OpenFlags.NON_BLOCKING | OpenFlags.NO_TERMINAL;
        try {
            return Posix.open(directoryFd, name, flags | OpenFlags.NO_ATIME, 0);
        } catch (PosixException e) {
            if (!e.is(Errno.EPERM)) {
                throw e;
            }
            return Posix.open(directoryFd, name, flags, 0);
        }
    }

    @Override
    public List<MetadataProblem> makeSpecial(ByteString name, Node node) throws TargetException {
        BytePath itsPath = checked(name);
        ByteString partial = target.partialName();
        if (node.type() == NodeType.IRREGULAR) {
            throw new TargetException.Refused(itsPath, "nobody knows what kind of file this was");
        }
        return use(itsPath, fd -> {
            make(fd, partial, node);
            List<MetadataProblem> problems =
                    target.metadata().apply(itsPath, new Inode.Named(fd, partial), node, isNew);
            renameOrRemove(fd, partial, name);
            return problems;
        });
    }

    private static void make(int fd, ByteString name, Node node) throws PosixException {
        switch (node.type()) {
            case SYMLINK -> PosixNames.makeSymlink(node.linkTarget(), fd, name);
            case BLOCK_DEVICE -> PosixNames.makeNode(fd, name, FileType.BLOCK_DEVICE, NEW_FILE_MODE, node.device());
            case CHARACTER_DEVICE ->
                PosixNames.makeNode(fd, name, FileType.CHARACTER_DEVICE, NEW_FILE_MODE, node.device());
            case FIFO -> PosixNames.makeNode(fd, name, FileType.FIFO, NEW_FILE_MODE, 0);
            case SOCKET -> PosixNames.makeNode(fd, name, FileType.SOCKET, NEW_FILE_MODE, 0);
            case FILE, DIRECTORY, IRREGULAR -> throw new IllegalArgumentException("made elsewhere: " + node.type());
        }
    }

    @Override
    public void makeHardLink(ByteString name, TargetDirectory existingDirectory, ByteString existingName)
            throws TargetException {
        BytePath itsPath = checked(name);
        EntryNames.check(existingDirectory.path(), existingName);
        if (!(existingDirectory instanceof LinuxTargetDirectory from) || from.target() != target) {
            throw new IllegalArgumentException("a hard link into another target");
        }
        // A link is whole from the start: only what is replaced needs a name before its name.
        ByteString partial = isNew ? name : target.partialName();
        from.use(
                itsPath,
                fromFd -> target.handles().use(handle, fd -> {
                    PosixNames.makeHardLink(fromFd, existingName, fd, partial);
                    if (!partial.equals(name)) {
                        renameOrRemove(fd, partial, name);
                        // Renaming one name of a file to another of its names does nothing, so the first may still be
                        // there.
                        removeQuietly(fd, partial);
                    }
                    return null;
                }));
    }

    /** The last step of a file, link or node. */
    static void renameOrRemove(int fd, ByteString partial, ByteString name) throws PosixException {
        try {
            PosixNames.rename(fd, partial, fd, name);
        } catch (PosixException e) {
            removeQuietly(fd, partial);
            throw e;
        }
    }

    static void removeQuietly(int fd, ByteString partial) {
        try {
            PosixNames.unlink(fd, partial);
        } catch (PosixException e) {
            // Gone already, or it stays behind under a name that tells what it is.
        }
    }

    @Override
    public List<MetadataProblem> applyMetadata(ByteString name, Node node) throws TargetException {
        BytePath itsPath = checked(name);
        return use(itsPath, fd -> {
            PosixNames.stat(fd, name);
            return target.metadata().apply(itsPath, new Inode.Named(fd, name), node, false);
        });
    }

    @Override
    public List<MetadataProblem> applyMetadata(Node node) throws TargetException {
        List<MetadataProblem> problems =
                use(path, fd -> target.metadata().apply(path, new Inode.Opened(fd), node, isNew));
        try {
            target.handles().release(handle);
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        }
        return problems;
    }

    @Override
    public void remove(ByteString name) throws TargetException {
        new TreeRemoval(target, this).remove(name, checked(name));
    }

    @Override
    public void sync() throws TargetException {
        use(path, fd -> {
            Posix.sync(fd);
            return null;
        });
    }

    private BytePath checked(ByteString name) throws TargetException.Refused {
        EntryNames.check(path, name);
        return path.resolve(name);
    }

    /** @param subject what a failure is about */
    <T extends @Nullable Object> T use(BytePath subject, OpenHandles.Use<T> use) throws TargetException {
        try {
            return target.handles().use(handle, use);
        } catch (PosixException e) {
            throw TargetException.of(subject, e);
        }
    }
}
