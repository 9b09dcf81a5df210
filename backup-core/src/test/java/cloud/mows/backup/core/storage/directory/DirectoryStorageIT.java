package cloud.mows.backup.core.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small disk of its own (tmpfs, which needs the right to mount), full and read-only. */
class DirectoryStorageIT {
    private static final FileKey SMALL = new FileKey(FileKind.PACK, "00aa");
    private static final FileKey LARGE = new FileKey(FileKind.PACK, "00bb");
    private static final ByteSlice CONTENT = ByteSlice.of(new byte[1000]);

    @TempDir
    private Path temporary;

    private Path disk;
    private DirectoryStorage storage;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        String said = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
        if (!said.isEmpty()) {
            System.err.println("SKIPPED: cannot mount a small disk here: " + said);
            Assumptions.abort(said);
        }
        storage = new DirectoryStorage(disk);
        storage.create();
        storage.save(SMALL, CONTENT);
    }

    @AfterEach
    void unmount() throws Exception {
        storage.close();
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskIsFullAndKeepsNoHalfFile() throws Exception {
        assertThatThrownBy(() -> storage.save(LARGE, ByteSlice.of(new byte[8 << 20])))
                .isInstanceOf(StorageException.Full.class)
                .hasMessageContaining("no space left on device");
        try (Stream<Path> leftovers = Files.list(disk.resolve("tmp"))) {
            assertThat(leftovers).isEmpty();
        }
        assertThatThrownBy(() -> storage.size(LARGE)).isInstanceOf(StorageException.NotFound.class);

        storage.save(LARGE, ByteSlice.of(new byte[2 << 20]));
        assertThat(storage.size(LARGE)).isEqualTo(2 << 20);
    }

    @Test
    void aReadOnlyDiskDeniesWritingOnly() throws Exception {
        run("mount", "-o", "remount,ro", disk.toString());
        assertThatThrownBy(() -> storage.save(LARGE, CONTENT)).isInstanceOf(StorageException.Denied.class);
        assertThatThrownBy(() -> storage.remove(SMALL)).isInstanceOf(StorageException.Denied.class);
        storage.create();
        storage.save(SMALL, CONTENT);
        assertThat(storage.readAll(SMALL, 1000)).hasSize(1000);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? "" : said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
