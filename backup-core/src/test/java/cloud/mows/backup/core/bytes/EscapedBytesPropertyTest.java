package cloud.mows.backup.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EscapedBytesPropertyTest {
    @Test
    void everyNameSurvives() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pieces = "a/ü€😀".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[random.nextInt(12)];
            for (int j = 0; j < name.length; j++) {
                name[j] = random.nextBoolean() ? (byte) random.nextInt(256) : pieces[random.nextInt(pieces.length)];
            }
            ByteString bytes = ByteString.of(name);
            assertThat(EscapedBytes.unescape(EscapedBytes.escape(bytes)))
                    .as("seed=%d, round %d", seed, i)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void textStaysText() {
        assertThat(EscapedBytes.escape(ByteString.of("ü😀"))).isEqualTo("ü😀");
        assertThat(EscapedBytes.escape(ByteString.of(new byte[] {'a', (byte) 0xfc, 'b'})))
                .isEqualTo("a\udcfcb");
    }

    /** One for each byte, as Go's encoder has it; Java's own decoder would take some together. */
    @Test
    void eachByteThatIsNoTextIsReplaced() {
        byte[] bytes = {'a', (byte) 0xe2, (byte) 0x82, 'b', (byte) 0xff};
        assertThat(EscapedBytes.replaced(ByteString.of(bytes))).isEqualTo("a\ufffd\ufffdb\ufffd");
        assertThat(EscapedBytes.replaced("\udc80\ud83d\ude00")).isEqualTo("\ufffd\ud83d\ude00");
        assertThat(EscapedBytes.hasAny("\ud83d\udc80"))
                .as("the second half of a pair")
                .isFalse();
        assertThat(EscapedBytes.hasAny("x\udc80")).isTrue();
    }
}
