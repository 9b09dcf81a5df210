package cloud.mows.backup.schedulers.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where objects are written to: a folder per kind, a file per object. */
final class ObjectFolder {
    private final Path root;

    /** @param root exists */
    ObjectFolder(Path root) {
        this.root = root;
    }

    /**
     * Adds a file.
     *
     * @return its path below the root
     * @throws IllegalArgumentException if a name is not that of a file
     * @throws UncheckedIOException if it cannot be written, or is there already
     */
    String add(String folder, String name, byte[] content) {
        Path parent = child(root, folder);
        Path file = child(parent, name);
        try {
            Files.createDirectories(parent);
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder + "/" + name;
    }

    /** Names come from whoever serves an API, which need not be the API server itself. */
    private static Path child(Path parent, String name) {
        Path child = parent.resolve(name).normalize();
        if (!parent.equals(child.getParent())) {
            throw new IllegalArgumentException("'" + name + "' is not a file name");
        }
        return child;
    }

    /** Removes what was added to a folder. */
    void remove(String folder) {
        Path path = child(root, folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (NoSuchFileException nothingWasAdded) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
