package cloud.mows.backup.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigestTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1eff";

    @Test
    void isTheSameAsBytesAndAsText() {
        byte[] bytes = HexFormat.of().parseHex("ee" + HEX + "ee");
        Digest digest = Digest.of(bytes, 1);
        byte[] back = new byte[34];
        digest.writeTo(back, 1);

        assertThat(digest.hex()).isEqualTo(HEX).isEqualTo(digest.toString());
        assertThat(Digest.parse(HEX)).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(Digest.parse(HEX.toUpperCase(java.util.Locale.ROOT))).isEqualTo(digest);
        assertThat(digest.shortHex()).isEqualTo("00010203");
        assertThat(Arrays.copyOfRange(back, 1, 33)).isEqualTo(Arrays.copyOfRange(bytes, 1, 33));
        assertThat(back[0]).isZero();
        assertThat(back[33]).isZero();
    }

    @Test
    void ordersAsItsText() {
        SplittableRandom random = new SplittableRandom(7);
        Digest[] digests = new Digest[500];
        for (int i = 0; i < digests.length; i++) {
            // Few different words, so that every word decides now and then.
            digests[i] = new Digest(
                    random.nextInt(-1, 2), random.nextInt(-1, 2), random.nextInt(-1, 2), random.nextInt(-1, 2));
        }
        for (Digest a : digests) {
            Digest b = digests[random.nextInt(digests.length)];
            assertThat(Integer.signum(a.compareTo(b)))
                    .isEqualTo(Integer.signum(a.hex().compareTo(b.hex())));
        }
    }

    @Test
    void takesNothingElseForOne() {
        for (String text :
                new String[] {"", HEX.substring(1), HEX + "0", "g" + HEX.substring(1), "٠" + HEX.substring(1)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse(text));
            assertThat(Digest.isHex(text)).isFalse();
        }
        assertThat(Digest.isHex(HEX)).isTrue();
        assertThat(Digest.isHex(HEX.toUpperCase(java.util.Locale.ROOT))).isFalse();
    }
}
