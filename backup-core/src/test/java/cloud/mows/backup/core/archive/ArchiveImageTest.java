package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of disks, cut at fixed offsets. */
@Timeout(60)
class ArchiveImageTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aWriteAddsTheMebibytesThatItTouches() throws Exception {
        Path image = folder.resolve("image");
        byte[] content = new byte[16 * MIB];
        new Random(2026).nextBytes(content);
        Files.write(image, content);
        try (ArchiveFixture backup = new ArchiveFixture().serving(folder);
                RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(24 * MIB + 5);
            ArchiveReport first = backup.run(data().cutting(Cutting.FIXED));
            // Of the hole's eight one is stored.
            assertThat(first.summary().dataBlobs()).isEqualTo(16 + 1 + 1);

            for (long place : new long[] {0, 3 * MIB - 1, 20 * MIB}) {
                file.seek(place);
                file.write(new byte[] {1, 2});
            }
            ArchiveReport second = backup.run(data().cutting(Cutting.FIXED), first);
            assertThat(second.summary().dataBlobs())
                    .as("one over an edge, so four")
                    .isEqualTo(4);
        }
    }
}
