package cloud.mows.backup.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Poly1305Test {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8439, section 2.5.2. */
    @Test
    void theExampleOfTheRfc() {
        byte[] message = "Cryptographic Forum Research Group".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(tag("85d6be7857556d337f4452fe42d506a8", "0103808afb0db2fd4abff6af4149f51b", message))
                .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    /** RFC 8439, appendix A.3, vectors 7 to 11: sums that wrap around 2^128 and 2^130 - 5. */
    @ParameterizedTest
    @CsvSource({
        "02000000000000000000000000000000, 00000000000000000000000000000000, ffffffffffffffffffffffffffffffff,"
                + " 03000000000000000000000000000000",
        "02000000000000000000000000000000, ffffffffffffffffffffffffffffffff, 02000000000000000000000000000000,"
                + " 03000000000000000000000000000000",
        "01000000000000000000000000000000, 00000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000,"
                + " 05000000000000000000000000000000",
        "01000000000000000000000000000000, 00000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101,"
                + " 00000000000000000000000000000000",
        "02000000000000000000000000000000, 00000000000000000000000000000000, fdffffffffffffffffffffffffffffff,"
                + " faffffffffffffffffffffffffffffff",
        "01000000000000000400000000000000, 00000000000000000000000000000000,"
                + " e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000000000000000000001000000000000000000000000000000,"
                + " 14000000000000005500000000000000",
        "01000000000000000400000000000000, 00000000000000000000000000000000,"
                + " e33594d7505e43b900000000000000003394d7505e4379cd010000000000000000000000000000000000000000000000,"
                + " 13000000000000000000000000000000",
    })
    void theEdgesOfTheRfc(String r, String pad, String message, String tag) {
        assertThat(tag(r, pad, HEX.parseHex(message))).isEqualTo(tag);
    }

    /** D. J. Bernstein, The Poly1305-AES message-authentication code (2005), appendix B. */
    @ParameterizedTest
    @CsvSource({
        "f3f6, 851fc40c3467ac0be05cc20404f3f700, ec074c835580741701425b623235add6, fb447350c4e868c52ac3275cf9d4327e,"
                + " f4c633c3044fc145f84f335cb81953de",
        "'', a0f3080000f46400d0c7e9076c834403, 75deaa25c09f208e1dc4ce6b5cad3fbf, 61ee09218d29b0aaed7e154a2c5509cc,"
                + " dd3fab2251f11ac759f0887129cc2ee7",
        "663cea190ffb83d89593f3f476b6bc24d7e679107ea26adb8caf6652d0656136, 48443d0bb0d21109c89a100b5ce2c208,"
                + " 6acb5f61a7176dd320c5c1eb2edcdc74, ae212a55399729595dea458bc621ff0e,"
                + " 0ee1c16bb73f0f4fd19881753c01cdbe",
        "ab0812724a7f1e342742cbed374d94d136c6b8795d45b3819830f2c04491faf0990c62e48b8018b2c3e4a0fa3134cb67fa83e158c994d961c4cb21095c1bf9,"
                + " 12976a08c4426d0ce8a82407c4f48207, e1a5668a4d5b66a5f68cc5424ed5982d,"
                + " 9ae831e743978d3a23527c7128149e3a, 5154ad0d2cb26e01274fc51148491f1b",
    })
    void theExamplesOfThePaper(String message, String r, String k, String nonce, String tag) throws Exception {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HEX.parseHex(k), "AES"));
        String pad = HEX.formatHex(aes.doFinal(HEX.parseHex(nonce)));
        assertThat(tag(r, pad, HEX.parseHex(message))).isEqualTo(tag);
    }

    private static String tag(String r, String pad, byte[] message) {
        Poly1305 poly = new Poly1305(HEX.parseHex(r));
        byte[] out = new byte[16];
        poly.begin(HEX.parseHex(pad));
        poly.update(message, 0, message.length);
        poly.finish(out, 0);
        return HEX.formatHex(out);
    }
}
