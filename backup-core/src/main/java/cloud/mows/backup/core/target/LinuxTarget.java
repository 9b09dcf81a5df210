package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.Accounts;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.Handle;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.OpenHandles;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A directory of the local file system and everything below it. */
public final class LinuxTarget implements Target {
    /** How the names of unfinished files begin; the next restore to the same place removes them, as may a person. */
    public static final String PARTIAL_PREFIX = ".mows-partial-";

    /** Directories and unfinished files held open. */
    private static final int OPEN_MAX = 256;

    private static final int NEW_DIRECTORY_MODE = 0700;

    private final OpenHandles handles = new OpenHandles(OPEN_MAX);
    private final MetadataWriter metadata;
    private final PartialNames partials;
    private final WrittenFileSystems fileSystems = new WrittenFileSystems();
    private final LinuxTargetDirectory root;
    private @Nullable Leftovers leftovers;

    private LinuxTarget(BytePath path, MetadataPolicy policy, RandomGenerator random) throws PosixException {
        metadata = new MetadataWriter(policy, new Accounts());
        partials = new PartialNames(random);
        root = new LinuxTargetDirectory(this, handles.open(path, OpenFlags.READ | OpenFlags.DIRECTORY), path, false);
    }

    /** Opens the directory as it is, for looking only; null if there is none. */
    public static @Nullable LinuxTarget openExisting(BytePath path, RandomGenerator random) throws TargetException {
        try {
            return new LinuxTarget(path, MetadataPolicy.ALL, random);
        } catch (PosixException e) {
            if (e.is(Errno.ENOENT)) {
                return null;
            }
            throw TargetException.of(path, e);
        }
    }

    /**
     * Opens the directory, making it and what is missing above it. The path is the user's: its symbolic links are
     * followed.
     *
     * @param random for the names of unfinished files
     */
    public static LinuxTarget open(BytePath path, MetadataPolicy policy, RandomGenerator random)
            throws TargetException {
        try {
            makeDirectories(path);
            LinuxTarget target = new LinuxTarget(path, policy, random);
            boolean prepared = false;
            try {
                target.leftovers = Leftovers.locking(path, target.partials);
                target.handles.use(target.root.handle(), fd -> {
                    target.entering(target.root.handle(), fd);
                    return null;
                });
                prepared = true;
                return target;
            } finally {
                if (!prepared) {
                    target.close();
                }
            }
        } catch (PosixException e) {
            throw TargetException.of(path, e);
        }
    }

    /** A directory that was there before is about to be written to. */
    void entering(Handle directory, int fd) throws PosixException {
        fileSystems.add(fd, directory.stat().deviceId());
        if (leftovers != null) {
            leftovers.remove(fd);
        }
    }

    private static void makeDirectories(BytePath path) throws PosixException {
        Deque<BytePath> missing = new ArrayDeque<>();
        BytePath next = path;
        while (!make(next)) {
            missing.push(next);
            next = next.parent();
        }
        for (BytePath directory : missing) {
            make(directory);
        }
    }

    /** @return false if the directory above it is missing */
    private static boolean make(BytePath path) throws PosixException {
        try {
            PosixNames.makeDirectory(Posix.WORKING_DIRECTORY, path.bytes(), NEW_DIRECTORY_MODE);
        } catch (PosixException e) {
            if (e.is(Errno.ENOENT) && !path.equals(path.parent())) {
                return false;
            }
            // Whether what exists is a directory shows when it is opened; a read-only parent may well have it, too.
            if (!e.is(Errno.EEXIST) && !e.is(Errno.EROFS) && !e.is(Errno.EACCES)) {
                throw e;
            }
        }
        return true;
    }

    @Override
    public TargetDirectory root() {
        return root;
    }

    OpenHandles handles() {
        return handles;
    }

    MetadataWriter metadata() {
        return metadata;
    }

    /** A name that nothing else has. */
    ByteString partialName() {
        return partials.next();
    }

    Handle openDirectory(Handle parent, ByteString name) throws PosixException {
        return handles.open(parent, name, OpenFlags.READ | OpenFlags.DIRECTORY, 0);
    }

    @Override
    public void sync() throws TargetException {
        try {
            fileSystems.sync();
        } catch (PosixException e) {
            throw TargetException.of(root.path(), e);
        }
    }

    @Override
    public void close() {
        handles.close();
        fileSystems.close();
        if (leftovers != null) {
            leftovers.close();
        }
    }
}
