package cloud.mows.backup.app.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.problem.BackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files of a fixed length: those of a machine's devices that a test may overwrite are there in the cluster tests alone. */
class DeviceOutputTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void onlyWhatDiffersIsWritten() throws IOException {
        byte[] wanted = bytes(3 * MIB + 4096);
        byte[] there = wanted.clone();
        there[2 * MIB + 7] ^= 1;
        assertThat(write(there, wanted)).isEqualTo(MIB);
        assertThat(Files.readAllBytes(device())).isEqualTo(wanted);
        assertThat(write(wanted, wanted)).isZero();
    }

    @Test
    void zerosOverZerosCostNothing() throws IOException {
        assertThat(write(new byte[8 * MIB], new byte[5 * MIB])).isZero();
    }

    @Test
    void whatLiesBehindStays() throws IOException {
        byte[] there = bytes(2 * MIB);
        write(there, new byte[MIB / 2 + 3]);
        byte[] found = Files.readAllBytes(device());
        assertThat(found).hasSize(2 * MIB);
        assertThat(found).startsWith(new byte[MIB / 2 + 3]);
        assertThat(Arrays.mismatch(found, MIB / 2 + 3, found.length, there, MIB / 2 + 3, there.length))
                .isNegative();
    }

    @Test
    void aDeviceThatIsTooSmallIsNotTouched() throws IOException {
        byte[] there = bytes(MIB);
        assertThatThrownBy(() -> write(there, new byte[MIB + 1]))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("has 1048576 bytes, and 1048577 are to be written; nothing was");
        assertThat(Files.readAllBytes(device())).isEqualTo(there);
    }

    /** As a device that loses what is written to it. */
    @Test
    void whatDoesNotStayIsNoticed() throws IOException {
        Files.write(device(), new byte[MIB]);
        try (DeviceOutput out = DeviceOutput.open(device(), MIB)) {
            out.write(bytes(MIB));
            Files.write(device(), new byte[MIB]);
            assertThatThrownBy(out::finish)
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("is not what was written to it");
        }
    }

    @Test
    void filesAndFoldersAreNoDevices() throws IOException {
        assertThat(DeviceOutput.isDevice(folder)).isFalse();
        assertThat(DeviceOutput.isDevice(device())).isFalse();
        assertThat(DeviceOutput.isDevice(Path.of("/dev/null"))).isFalse();
    }

    private long write(byte[] there, byte[] wanted) throws IOException {
        Files.write(device(), there);
        try (DeviceOutput out = DeviceOutput.open(device(), wanted.length)) {
            for (int from = 0; from < wanted.length; from += 70_001) {
                out.write(wanted, from, Math.min(70_001, wanted.length - from));
            }
            return out.finish();
        }
    }

    private Path device() {
        return folder.resolve("device");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
