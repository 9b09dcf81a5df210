package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadingWatchTest {
    private Instant now = Instant.parse("2026-11-29T02:00:00Z");
    private final ReadingWatch watch = new ReadingWatch(() -> now);

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void namesWhatNoAnswerCameTo() {
        watch.asks("pods");
        pass(ReadingWatch.STILL_MAX);
        assertThat(watch.verdict()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(watch.verdict()).hasValue("the API server gave no answer for 3 minutes when it was asked for pods");
    }

    @Test
    void answersThatNeverEndAreEndedToo() {
        for (int minute = 0; minute < 20; minute++) {
            watch.asks("secrets after s" + minute);
            pass(Duration.ofMinutes(1));
            assertThat(watch.verdict()).isEmpty();
        }
        pass(Duration.ofSeconds(1));
        assertThat(watch.verdict())
                .hasValue(
                        "the objects could not be read within 20 minutes; the last that was asked for: secrets after s19");
    }

    @Test
    void whoeverTakesThemMayTakeHisTime() {
        watch.asks("secrets");
        pass(Duration.ofMinutes(2));
        watch.handsOver();
        pass(Duration.ofHours(5));
        assertThat(watch.verdict()).isEmpty();
        watch.handedOver();
        pass(ReadingWatch.STILL_MAX);
        assertThat(watch.verdict()).isEmpty();
        watch.asks("secrets after s");
        pass(ReadingWatch.STILL_MAX);
        assertThat(watch.verdict()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(watch.verdict()).hasValueSatisfying(told -> assertThat(told).contains("secrets after s"));
    }
}
