package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "900,0s",
        "59000,59s",
        "60000,1m0s",
        "754999,12m34s",
        "3600000,1h0m0s",
        "90061000,25h1m1s",
        "-90000,-1m30s"
    })
    void isWrittenInWholeSeconds(long millis, String text) {
        assertThat(GoDuration.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
