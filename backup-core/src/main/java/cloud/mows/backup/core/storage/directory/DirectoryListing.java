package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** The files of a kind, as the file system lists them; what lies where no file of the kind belongs is passed over. */
record DirectoryListing(DirectoryLayout layout, FileKind kind) {
    /** @throws java.nio.file.DirectoryIteratorException if a folder cannot be read to its end */
    void pass(Consumer<StoredFile> sink) throws IOException {
        if (!Files.isDirectory(layout.root())) {
            throw new NoSuchFileException(layout.root().toString());
        }
        switch (kind) {
            case CONFIG -> pass(layout.path(FileKey.CONFIG), sink);
            case KEY, LOCK, SNAPSHOT, INDEX -> listFolder(layout.folder(kind), sink);
            case PACK -> listPacks(sink);
        }
    }

    private void listPacks(Consumer<StoredFile> sink) throws IOException {
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(layout.folder(FileKind.PACK), "??")) {
            for (Path shard : shards) {
                listFolder(shard, sink);
            }
        } catch (NoSuchFileException e) {
            // an absent folder lists as empty
        }
    }

    private void listFolder(Path folder, Consumer<StoredFile> sink) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (FileKey.isName(file.getFileName().toString())) {
                    pass(file, sink);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // an absent folder lists as empty
        }
    }

    private void pass(Path file, Consumer<StoredFile> sink) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return;
        }
        FileKey key = kind == FileKind.CONFIG
                ? FileKey.CONFIG
                : new FileKey(kind, file.getFileName().toString());
        if (attributes.isRegularFile() && layout.path(key).equals(file)) {
            sink.accept(new StoredFile(key, attributes.size()));
        }
    }
}
