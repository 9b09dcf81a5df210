package cloud.mows.backup.app.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Random;

/** A few megabytes with a bit of everything that a backup must bring back. */
final class SampleFiles {
    private static final int PICTURES = 8;
    private static final int PICTURE_BYTES = 400_000;

    private SampleFiles() {}

    /** Writes them below {@code folder}, which it makes. */
    static Path write(Path folder) throws IOException {
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Path first = letters.resolve("Grüße.txt");
        Files.writeString(first, "Dear friend,\nthis letter was backed up.\n".repeat(200), StandardCharsets.UTF_8);
        Files.createLink(letters.resolve("the same letter.txt"), first);
        Files.createSymbolicLink(folder.resolve("newest letter"), Path.of("letters", "Grüße.txt"));
        Path script = folder.resolve("hello.sh");
        Files.writeString(script, "#!/bin/sh\necho hello\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        Files.setLastModifiedTime(script, FileTime.from(Instant.parse("1999-12-31T23:59:59.123456789Z")));
        attribute(script);
        pictures(Files.createDirectories(folder.resolve("pictures")));
        holes(folder.resolve("mostly-empty.img"));
        Files.createFile(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("empty folder"));
        return folder;
    }

    private static void attribute(Path file) throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            view.write("note", StandardCharsets.UTF_8.encode("kept too"));
        } catch (IOException e) {
            // Some file systems keep no attributes; then there is one thing less to show.
            return;
        }
    }

    private static void pictures(Path folder) throws IOException {
        Random noise = new Random(42);
        byte[] picture = new byte[PICTURE_BYTES];
        for (int i = 1; i <= PICTURES; i++) {
            noise.nextBytes(picture);
            try (OutputStream out = Files.newOutputStream(folder.resolve("picture-" + i + ".raw"))) {
                out.write(picture);
            }
        }
        Files.copy(folder.resolve("picture-1.raw"), folder.resolve("copy of picture-1.raw"));
    }

    private static void holes(Path file) throws IOException {
        try (SeekableByteChannel out = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            out.position(20L << 20);
            out.write(ByteBuffer.wrap("the end".getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
