package cloud.mows.backup.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class FormatsTest {
    @Test
    void bytesAsResticShowsThem() {
        assertThat(Formats.bytes(0)).isEqualTo("0 B");
        assertThat(Formats.bytes(1023)).isEqualTo("1023 B");
        assertThat(Formats.bytes(1024)).isEqualTo("1.000 KiB");
        assertThat(Formats.bytes(1_234_567)).isEqualTo("1.177 MiB");
        assertThat(Formats.bytes(Long.MAX_VALUE)).isEqualTo("8.000 EiB");
    }

    @Test
    void ratesAndDurations() {
        assertThat(Formats.rate(0)).isEmpty();
        assertThat(Formats.rate(Double.NaN)).isEmpty();
        assertThat(Formats.rate(512)).isEqualTo("512.0 B/s");
        assertThat(Formats.rate(12.34 * 1024 * 1024)).isEqualTo("12.3 MiB/s");
        assertThat(Formats.duration(Duration.ofSeconds(7))).isEqualTo("0:07");
        assertThat(Formats.duration(Duration.ofSeconds(754))).isEqualTo("12:34");
        assertThat(Formats.duration(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    }

    @Test
    void percentages() {
        assertThat(Formats.percent(0, 0)).isEqualTo("0.00%");
        assertThat(Formats.percent(1, 3)).isEqualTo("33.33%");
        assertThat(Formats.percent(5, 3)).isEqualTo("100.00%");
    }

    @Test
    void timesInTheZoneOfTheConsole() {
        Instant time = Instant.parse("2026-11-22T07:08:09.5Z");
        assertThat(Formats.time(time, LocalZone.of(ZoneId.of("UTC")))).isEqualTo("2026-11-22 07:08:09");
        assertThat(Formats.time(time, LocalZone.of(ZoneId.of("Europe/Berlin")))).isEqualTo("2026-11-22 08:08:09");
    }
}
