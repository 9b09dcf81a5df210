package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.posix.NameList;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StoredFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of a kind, as the file system lists them; what lies where no file of the kind belongs is passed over. */
record DirectoryListing(DirectoryLayout layout, FileKind kind) {
    void pass(Consumer<StoredFile> sink) throws PosixException {
        if (!DirectoryCalls.stat(layout.root()).isDirectory()) {
            throw new PosixException("open", layout.root().toString(), Errno.ENOTDIR.number());
        }
        switch (kind) {
            case CONFIG -> passConfig(sink);
            case KEY, LOCK, SNAPSHOT, INDEX -> listFolder(layout.folder(kind), sink);
            case PACK -> listPacks(sink);
        }
    }

    private void passConfig(Consumer<StoredFile> sink) throws PosixException {
        FileStat stat = DirectoryCalls.statIfThere(layout.path(FileKey.CONFIG));
        if (stat != null && stat.isFile()) {
            sink.accept(new StoredFile(FileKey.CONFIG, stat.size()));
        }
    }

    private void listPacks(Consumer<StoredFile> sink) throws PosixException {
        Path packs = layout.folder(FileKind.PACK);
        forEachName(packs, (fd, shard) -> {
            if (shard.length() == 2) {
                listFolder(packs.resolve(shard.toString()), sink);
            }
        });
    }

    private void listFolder(Path folder, Consumer<StoredFile> sink) throws PosixException {
        forEachName(folder, (fd, name) -> {
            String text = name.toString();
            if (FileKey.isName(text)
                    && layout.path(new FileKey(kind, text)).getParent().equals(folder)) {
                FileStat stat = stat(fd, name);
                if (stat != null && stat.isFile()) {
                    sink.accept(new StoredFile(new FileKey(kind, text), stat.size()));
                }
            }
        });
    }

    /** Something done with a name of an open folder. */
    @FunctionalInterface
    private interface NameVisitor {
        void visit(int folderFd, ByteString name) throws PosixException;
    }

    /** An absent folder lists as empty. */
    private static void forEachName(Path folder, NameVisitor visitor) throws PosixException {
        int fd;
        try {
            fd = DirectoryCalls.open(folder, OpenFlags.READ | OpenFlags.DIRECTORY, 0);
        } catch (PosixException e) {
            if (DirectoryCalls.isAbsent(e)) {
                return;
            }
            throw e;
        }
        try {
            NameList names = PosixNames.list(fd);
            for (ByteString name : names) {
                visitor.visit(fd, name);
            }
        } finally {
            Posix.closeQuietly(fd);
        }
    }

    /** Of what a symbolic link leads to; null if it is gone. */
    private static @Nullable FileStat stat(int fd, ByteString name) throws PosixException {
        FileStat stat = PosixNames.statIfThere(fd, name);
        if (stat == null || stat.type() != FileType.SYMLINK) {
            return stat;
        }
        try {
            int followed = Posix.open(fd, name, OpenFlags.PATH_ONLY, 0);
            try {
                return Posix.stat(followed);
            } finally {
                Posix.closeQuietly(followed);
            }
        } catch (PosixException e) {
            if (DirectoryCalls.isAbsent(e)) {
                return null;
            }
            throw e;
        }
    }
}
