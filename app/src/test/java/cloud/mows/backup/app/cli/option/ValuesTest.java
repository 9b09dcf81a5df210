package cloud.mows.backup.app.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
    @Test
    void readsDurationsAsGoDoes() {
        assertThat(Values.duration("0")).isEqualTo(Duration.ZERO);
        assertThat(Values.duration("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Values.duration("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Values.duration("1.5h")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Values.duration("250ms")).isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5x", "-5m", "5m3", "1..5s", "99999999999h"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.duration(text))
                .withMessage("'" + text + "' is no duration (examples: 90s, 5m, 1h30m)");
    }
}
