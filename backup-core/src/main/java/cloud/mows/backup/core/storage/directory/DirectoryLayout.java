package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Where the files of a store lie below a directory, and who may read them: their owner, and their group where the group
 * may read the {@code config} (how a repository is shared between accounts).
 */
record DirectoryLayout(Path root) {
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> GROUP_DIRECTORY = PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> OWNER_NEW_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("r--------");
    private static final Set<PosixFilePermission> GROUP_FILE = PosixFilePermissions.fromString("r--r-----");
    private static final FileAttribute<?>[] NONE = {};

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
        return Files.exists(path(FileKey.CONFIG));
    }

    /** Makes a directory and those above it; harmless where it exists. */
    void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(
                directory, attribute(isGroupsToo() ? GROUP_DIRECTORY : OWNER_DIRECTORY, isPosix(directory)));
    }

    FileAttribute<?>[] ofNewFile() {
        return attribute(OWNER_NEW_FILE, isPosix(root));
    }

    /** Guards a finished file against accidents. Some file systems know no permissions: then it stays as it is. */
    void makeReadOnly(Path file) {
        if (!isPosix(root)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, isGroupsToo() ? GROUP_FILE : OWNER_FILE);
        } catch (IOException e) {
            // FAT and some network mounts refuse; nothing depends on it.
        }
    }

    private boolean isGroupsToo() {
        if (!isPosix(root)) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(path(FileKey.CONFIG)).contains(PosixFilePermission.GROUP_READ);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attribute(Set<PosixFilePermission> permissions, boolean posix) {
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)} : NONE;
    }
}
