package cloud.mows.backup.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpdateRateTest {
    @ParameterizedTest
    @CsvSource({"1, 1000", "0.5, 2000", "4, 250", "1e-300, 86400000", "20, 50"})
    void isUpdatesInASecond(String perSecond, long millis) {
        assertThat(UpdateRate.parse(perSecond)).isEqualTo(new UpdateRate(Duration.ofMillis(millis), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "1000", "Infinity"})
    void isSixtyAtMost(String perSecond) {
        assertThat(UpdateRate.parse(perSecond).every()).isEqualTo(Duration.ofNanos(16_666_666));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "0", "-1", "NaN"})
    void isAsUsualIfNothingIsAskedFor(String perSecond) {
        assertThat(UpdateRate.parse(perSecond)).isEqualTo(UpdateRate.USUAL);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> UpdateRate.parse("often")).isInstanceOf(NumberFormatException.class);
    }
}
