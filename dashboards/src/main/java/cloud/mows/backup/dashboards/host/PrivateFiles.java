package cloud.mows.backup.dashboards.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that only their owner reads, replaced whole. */
public final class PrivateFiles {
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Ends the name of what is not finished. */
    static final String PARTIAL = ".partial";

    private PrivateFiles() {}

    /** Makes a directory and what is missing above it. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, DIRECTORY);
    }

    /** Durable when it returns; at every moment the file is the old one or the new one. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path folder = directory(Objects.requireNonNull(file.getParent()));
        Path partial = folder.resolve(file.getFileName() + PARTIAL);
        // Left by a crash; it may have been made with other rights.
        Files.deleteIfExists(partial);
        try (FileChannel out =
                FileChannel.open(partial, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folder);
    }

    public static void remove(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(Objects.requireNonNull(file.getParent()));
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
