package cloud.mows.backup.core.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlobCompressorTest {
    private final Random random = new Random(42);
    private final BlobDecompressor decompressor = new BlobDecompressor();

    @AfterEach
    void close() {
        decompressor.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCompressedComesBack(CompressionLevel level) throws Exception {
        byte[] text = "Every chunk of a file becomes a blob. ".repeat(9000).getBytes(UTF_8);
        byte[] out = new byte[(int) BlobCompressor.maxCompressedLength(text.length) + 10];
        try (BlobCompressor compressor = new BlobCompressor(level)) {
            int length = compressor.compress(text, 5, text.length - 5, out, 10);
            if (level == CompressionLevel.OFF) {
                assertThat(length).isEqualTo(-1);
                length = compressor.compressAlways(text, 5, text.length - 5, out, 10);
            }
            assertThat(length).isBetween(10, text.length / 10);
            assertThat(Zstd.getFrameContentSize(out, 10, length)).isEqualTo(text.length - 5);
            byte[] back = new byte[text.length];
            assertThat(decompressor.decompress(out, 10, length, back, 5, text.length - 5))
                    .isEqualTo(text.length - 5);
            assertThat(Arrays.copyOfRange(back, 5, back.length)).isEqualTo(Arrays.copyOfRange(text, 5, text.length));
            assertThat(decompressor.decompress(new ByteSlice(out, 10, length), text.length))
                    .isEqualTo(Arrays.copyOfRange(text, 5, text.length));
        }
    }

    @Test
    void noiseIsLeftAlone() throws Exception {
        try (BlobCompressor compressor = new BlobCompressor(CompressionLevel.AUTO)) {
            for (int length : new int[] {0, 1, 2, 10, 100, 5000, 1 << 20}) {
                byte[] noise = noise(length);
                byte[] out = new byte[(int) BlobCompressor.maxCompressedLength(length)];
                assertThat(compressor.compress(noise, 0, length, out, 0)).isEqualTo(-1);
                int always = compressor.compressAlways(noise, 0, length, out, 0);
                assertThat(decompressor.decompress(new ByteSlice(out, 0, always), length))
                        .isEqualTo(noise);
            }
        }
    }

    @Test
    void savesAtLeastAFewPercentOrNothing() {
        byte[] nearlyNoise = noise(1 << 20);
        byte[] out = new byte[1 << 20];
        try (BlobCompressor compressor = new BlobCompressor(CompressionLevel.AUTO)) {
            Arrays.fill(nearlyNoise, 0, 10_000, (byte) 0);
            assertThat(compressor.compress(nearlyNoise, 0, 1 << 20, out, 0)).isEqualTo(-1);
            Arrays.fill(nearlyNoise, 0, 40_000, (byte) 0);
            assertThat(compressor.compress(nearlyNoise, 0, 1 << 20, out, 0)).isPositive();
        }
    }

    @Test
    void aLittleRoomIsNotAnError() {
        byte[] text = "some text, some text, some text, some text".repeat(100).getBytes(UTF_8);
        try (BlobCompressor compressor = new BlobCompressor(CompressionLevel.AUTO)) {
            byte[] out = new byte[20];
            assertThat(compressor.compress(text, 0, text.length, out, 0)).isEqualTo(-1);
            assertThat(compressor.compress(text, 0, text.length, out, 20)).isEqualTo(-1);
            assertThat(compressor.compress(text, 0, text.length, new byte[text.length], 0))
                    .isPositive();
        }
    }

    @Test
    void readsFramesWithoutASizeAndSeveralInARow() throws Exception {
        byte[] first = "abc".repeat(50_000).getBytes(UTF_8);
        byte[] second = noise(70_000);
        byte[] all = concat(first, second);
        try (ZstdCompressCtx other = new ZstdCompressCtx().setContentSize(false).setChecksum(true)) {
            byte[] frames = concat(other.compress(first), other.compress(second));
            assertThat(decompressor.decompress(ByteSlice.of(frames), all.length))
                    .isEqualTo(all);
            assertThat(decompressor.decompress(frames, 0, frames.length, new byte[all.length], 0, all.length))
                    .isEqualTo(all.length);
        }
        byte[] frames = concat(Zstd.compress(first), Zstd.compress(second));
        assertThat(decompressor.decompress(ByteSlice.of(frames), all.length)).isEqualTo(all);
    }

    @Test
    void aBombIsRefused() {
        byte[] bomb = Zstd.compress(new byte[300 << 20]);
        assertThatThrownBy(() -> decompressor.decompress(ByteSlice.of(bomb), 1 << 20))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("becomes longer than the allowed 1048576 bytes");
        assertThatThrownBy(() -> decompressor.decompress(bomb, 0, bomb.length, new byte[100], 0, 100))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("becomes longer than the expected 100 bytes");
    }

    @Test
    void damageIsAMalformedFrame() {
        byte[] text = "some text, some more text, and a number: ".repeat(3000).getBytes(UTF_8);
        byte[] frame = Zstd.compress(text);
        assertThatThrownBy(() -> decompressor.decompress(frame, 0, frame.length, new byte[1 << 20], 0, text.length + 1))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageStartingWith("becomes " + text.length + " bytes instead of the expected ");
        for (int length = 0; length < frame.length; length++) {
            ByteSlice cut = new ByteSlice(frame, 0, length);
            if (length == 0) {
                continue;
            }
            assertThatThrownBy(() -> decompressor.decompress(cut, 1 << 20)).isInstanceOf(MalformedFrameException.class);
        }
        for (int round = 0; round < 5000; round++) {
            byte[] changed = frame.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decompressor.decompress(ByteSlice.of(changed), 1 << 20))
                        .hasSizeLessThanOrEqualTo(1 << 20);
            } catch (MalformedFrameException expected) {
                assertThat(expected).hasMessageMatching("cannot be decompressed: .*|becomes longer than .*");
            }
        }
    }

    @Test
    void levelsHaveResticsNames() {
        assertThat(CompressionLevel.parse("auto")).isEqualTo(CompressionLevel.AUTO);
        assertThat(CompressionLevel.parse("max"))
                .isEqualTo(CompressionLevel.MAX)
                .hasToString("max");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CompressionLevel.parse("zip"))
                .withMessage("not a compression: 'zip' (one of off, auto, fastest, better, max)");
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
