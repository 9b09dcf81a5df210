package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the files of a store lie below a directory, and who may read them: their owner, and their group where the group
 * may read the {@code config} (how a repository is shared between accounts).
 */
record DirectoryLayout(Path root) {
    static final int NEW_FILE_MODE = 0600;

    private static final int OWNER_DIRECTORY = 0700;
    private static final int GROUP_DIRECTORY = 0750;
    private static final int OWNER_FILE = 0400;
    private static final int GROUP_FILE = 0440;
    private static final int GROUP_READ = 040;

    Path path(FileKey key) {
        return switch (key.kind()) {
            case CONFIG -> root.resolve(FileKind.CONFIG.folder());
            case PACK ->
                root.resolve(FileKind.PACK.folder()).resolve(shard(key.name())).resolve(key.name());
            case KEY, LOCK, SNAPSHOT, INDEX -> root.resolve(key.kind().folder()).resolve(key.name());
        };
    }

    /** Short names, which no real repository has, stay in {@code data/} itself, as with restic. */
    private static String shard(String name) {
        return name.length() > 2 ? name.substring(0, 2) : "";
    }

    Path folder(FileKind kind) {
        return root.resolve(kind.folder());
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        folders.add(temporary());
        for (FileKind kind : FileKind.values()) {
            if (kind != FileKind.CONFIG) {
                folders.add(folder(kind));
            }
        }
        for (int i = 0; i < 256; i++) {
            folders.add(folder(FileKind.PACK).resolve(HexFormat.of().toHexDigits((byte) i)));
        }
        return folders;
    }

    boolean hasConfig() {
        try {
            return DirectoryCalls.statIfThere(path(FileKey.CONFIG)) != null;
        } catch (PosixException e) {
            return false;
        }
    }

    /** Makes a directory and those above it; harmless where it exists. */
    void makeDirectory(Path directory) throws PosixException {
        FileStat there = DirectoryCalls.statIfThere(directory);
        if (there != null && there.isDirectory()) {
            return;
        }
        Path above = directory.getParent();
        if (above != null) {
            makeDirectory(above);
        }
        try {
            PosixNames.makeDirectory(
                    Posix.WORKING_DIRECTORY,
                    DirectoryCalls.bytes(directory),
                    isGroupsToo() ? GROUP_DIRECTORY : OWNER_DIRECTORY);
        } catch (PosixException e) {
            // Another process may have made it at this moment.
            if (!e.is(Errno.EEXIST) || !DirectoryCalls.stat(directory).isDirectory()) {
                throw e;
            }
        }
    }

    /** Guards a finished file against accidents. Some file systems know no permissions: then it stays as it is. */
    void makeReadOnly(int fd) {
        try {
            Posix.changeMode(fd, isGroupsToo() ? GROUP_FILE : OWNER_FILE);
        } catch (PosixException e) {
            // FAT and some network mounts refuse; nothing depends on it.
        }
    }

    private boolean isGroupsToo() {
        try {
            FileStat config = DirectoryCalls.statIfThere(path(FileKey.CONFIG));
            return config != null && (config.mode() & GROUP_READ) != 0;
        } catch (PosixException e) {
            return false;
        }
    }
}
