package cloud.mows.backup.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordKdfTest {
    /** RFC 7914, section 12. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 16, 1, 1, 77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
        "password, NaCl, 1024, 8, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        "pleaseletmein, SodiumChloride, 16384, 8, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
    })
    void theExamplesOfTheRfc(String password, String salt, int n, int r, int p, String expected) {
        assertThat(hex(PasswordKdf.derive(
                        password.getBytes(UTF_8), salt.getBytes(UTF_8), new ScryptParameters(n, r, p))))
                .isEqualTo(expected);
        assertThat(hex(PasswordKdf.derive(password.toCharArray(), salt.getBytes(UTF_8), new ScryptParameters(n, r, p))))
                .isEqualTo(expected);
    }

    @Test
    void equalsBouncyCastle() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            byte[] password = new byte[random.nextInt(100)];
            byte[] salt = new byte[random.nextInt(80)];
            random.nextBytes(password);
            random.nextBytes(salt);
            ScryptParameters cost =
                    new ScryptParameters(2 << random.nextInt(8), 1 + random.nextInt(9), 1 + random.nextInt(3));
            if (cost.r() == 1 && cost.n() >= 1 << 16) {
                continue;
            }
            assertThat(hex(PasswordKdf.derive(password, salt, cost)))
                    .as("seed=%d %s", seed, cost)
                    .isEqualTo(HexFormat.of()
                            .formatHex(SCrypt.generate(password, salt, cost.n(), cost.r(), cost.p(), 64)));
        }
    }

    @Test
    void aPasswordIsUtf8() {
        ScryptParameters cost = new ScryptParameters(16, 1, 1);
        assertThat(PasswordKdf.derive("pässwörd€😀".toCharArray(), new byte[8], cost))
                .isEqualTo(PasswordKdf.derive("pässwörd€😀".getBytes(UTF_8), new byte[8], cost));
    }

    @Test
    void boundsWhatAStrangerMayAskFor() {
        assertThatCode(() -> new ScryptParameters(1 << 15, 8, 1)).doesNotThrowAnyException();
        assertThatCode(() -> new ScryptParameters(1 << 19, 8, 1)).doesNotThrowAnyException();
        for (int[] bad : new int[][] {
            {0, 8, 1},
            {1, 8, 1},
            {-2, 8, 1},
            {Integer.MIN_VALUE, 8, 1},
            {3, 8, 1},
            {1024, 0, 1},
            {1024, 8, 0},
            {1024, -1, 1},
            {1024, 8, -1},
            {1 << 20, 8, 1},
            {1 << 30, 1 << 30, 1},
            {1 << 19, 8, 17},
            {2, 1, Integer.MAX_VALUE},
        }) {
            assertThatIllegalArgumentException()
                    .as("%d %d %d", bad[0], bad[1], bad[2])
                    .isThrownBy(() -> new ScryptParameters(bad[0], bad[1], bad[2]));
        }
    }

    private static String hex(RepositoryKey key) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(key.encrypt()) + hex.formatHex(key.macK()) + hex.formatHex(key.macR());
    }
}
