package cloud.mows.backup.app.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.repository.Password;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordTextTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static Password password(String digits) {
        return Password.of(ByteSlice.of(hex(digits)));
    }

    @ParameterizedTest
    @CsvSource({
        "61 0a, 61",
        "20 09 61 20 62 0d 0a, 61 20 62",
        "ef bb bf 61, 61", // UTF-8's byte order mark
        "ff fe 61 00 e4 00 0a 00, 61 c3 a4", // UTF-16, little endian
        "fe ff 00 61 00 e4, 61 c3 a4", // UTF-16, big endian
        "c2 a0 61 e2 80 83 e3 80 80, 61", // no-break space, em space, ideographic space
        "c2 85 61 c2 85, 61", // next line
        "a0 61 85, a0 61 85", // bytes of spaces that are no UTF-8
        "c0 a0 61, c0 a0 61", // a space, overlong
        "e0 82 a0 61, e0 82 a0 61",
        "61 c2, 61 c2",
        "61 e2 80, 61 e2 80",
        "e9 ff 00 fe, e9 ff 00 fe",
        "61 ef bb bf, 61 ef bb bf",
    })
    void ofAFileIsWhatResticTakes(String file, String expected) {
        assertThat(PasswordText.ofFile(hex(file))).isEqualTo(password(expected));
    }

    @Test
    void ofACommandKeepsAByteOrderMark() {
        assertThat(PasswordText.ofCommand(hex("ef bb bf 61 0a"))).isEqualTo(password("ef bb bf 61"));
    }

    @Test
    void ofALineLosesItsEndOnly() {
        assertThat(PasswordText.ofLine("a\rb \r".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Password.of("a\rb "));
        assertThat(PasswordText.ofLine(hex("e9 0d 0d"))).isEqualTo(password("e9 0d"));
    }

    @Test
    void leavesNothingBehind() {
        byte[] bytes = hex("20 61 62");
        PasswordText.ofFile(bytes);
        assertThat(bytes).containsOnly(0);
    }
}
