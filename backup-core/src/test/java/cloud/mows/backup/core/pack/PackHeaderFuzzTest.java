package cloud.mows.backup.core.pack;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.Sealer;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes of strangers are a header or malformed: nothing else is thrown. With JAZZER_FUZZ=1 it searches. */
class PackHeaderFuzzTest {
    private static final Sealer SEALER =
            new Sealer(RepositoryKey.of(new byte[32], new byte[16], new byte[16]), new SplittableRandom(1));

    @FuzzTest(maxDuration = "5m")
    void anyBytesAreAHeaderOrMalformed(byte[] bytes) {
        check(bytes);
    }

    @Test
    void noiseIsAHeaderOrMalformed() {
        long seed = 20260104;
        System.out.println("PackHeaderFuzzTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(0, 5 * 41)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at += random.nextBoolean() ? 37 : 41) {
                bytes[at] = (byte) random.nextInt(0, 5);
                if (at + 4 < bytes.length) {
                    bytes[at + 4] = (byte) (random.nextInt(8) == 0 ? -1 : 0);
                }
            }
            check(bytes);
        }
    }

    private static void check(byte[] bytes) {
        ByteSlice slice = ByteSlice.of(bytes);
        try {
            PackHeader.sealedLength(slice, bytes.length);
            PackHeader.read(slice, bytes.length, SEALER);
        } catch (MalformedPackException expected) {
            // As nearly always.
        }
        try {
            List<PackedBlob> blobs = PackHeader.decode(bytes);
            int end = 0;
            for (PackedBlob blob : blobs) {
                assertThat(blob.offset()).isEqualTo(end);
                end = blob.end();
            }
            NativeBytes written = new NativeBytes(1 << 10);
            while (written.capacity() < PackHeader.bytes(blobs)) {
                written.extend(ByteBuffer.allocateDirect(1 << 10));
            }
            assertThat(PackHeader.append(blobs, SEALER, written, 0)).isEqualTo(bytes.length + PackHeader.emptyBytes());
        } catch (MalformedPackException expected) {
            assertThat(expected.getMessage()).startsWith("header ");
        }
    }
}
