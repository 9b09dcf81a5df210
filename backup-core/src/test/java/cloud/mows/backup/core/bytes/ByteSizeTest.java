package cloud.mows.backup.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1048576, 1048576",
        "1024K, 1048576",
        "1m, 1048576",
        "1MiB, 1048576",
        "1 MiB, 1048576",
        "1.5G, 1610612736",
        "12B, 12",
        "7E, 8070450532247928832",
        "0.5k, 512",
    })
    void reads(String text, long bytes) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "B",
                "iB",
                "K",
                "-1",
                "-1K",
                "0.3",
                "1.0001K",
                "8E",
                "1e999999999",
                "1e-999999999",
                "x",
                "1KK",
                "0x10"
            })
    void refuses(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage("not a size: '" + text + "' (examples: 500M, 1.5G, 1048576)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.000 KiB",
        "1536, 1.500 KiB",
        "12582912, 12.000 MiB",
        "9223372036854775807, 8.000 EiB"
    })
    void shows(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void isNeverNegativeAndNeverOverflows() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ByteSize.mib(1L << 43));
        assertThat(ByteSize.mib(1)).isEqualTo(ByteSize.kib(1024)).isGreaterThan(ByteSize.kib(1023));
    }
}
