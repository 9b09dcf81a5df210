package cloud.mows.backup.core.bytes.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the formatters of the library, which are slow to start but right. */
class Rfc3339PropertyTest {
    private static final long MIN = Instant.parse("0000-01-02T00:00:00Z").getEpochSecond();
    private static final long MAX = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();

    @Test
    void readsAndWritesAsTheLibraryDoes() {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        byte[] out = new byte[Rfc3339.LENGTH_MAX];
        for (int round = 0; round < 200_000; round++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(MIN, MAX), nanos(random));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));

            int length = Rfc3339.write(time, offset.getTotalSeconds(), out, 0);

            String text = new String(out, 0, length, StandardCharsets.US_ASCII);
            OffsetDateTime read = OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
            assertThat(read).isEqualTo(time.atOffset(offset));
            assertThat(Rfc3339.parse(out, 0, length)).isEqualTo(time);
            assertThat(Rfc3339.offset(out, 0, length)).isEqualTo(offset);
        }
    }

    @Test
    void everyDayOfFourHundredYears() {
        byte[] out = new byte[Rfc3339.LENGTH_MAX];
        OffsetDateTime day = OffsetDateTime.of(1800, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
        for (; day.getYear() < 2201; day = day.plusDays(1)) {
            int length = Rfc3339.write(day.toInstant(), 0, out, 0);
            assertThat(new String(out, 0, length, StandardCharsets.US_ASCII))
                    .isEqualTo(DateTimeFormatter.ISO_INSTANT.format(day.toInstant()));
            assertThat(Rfc3339.parse(out, 0, length)).isEqualTo(day.toInstant());
        }
    }

    @Test
    void refusesWhatTheCalendarDoesNotHave() {
        for (String bad : new String[] {
            "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+1:00",
            "2026-01-01T00:00:00+24:00",
            "2026-01-01T00:00:00z",
            "2026-1-01T00:00:00ZZ",
            "-026-01-01T00:00:00Z",
            "",
            "2026-01-01T00:00:00ZZ",
            "20a6-01-01T00:00:00Z",
            "2026-01-01T00:00:00.1+01:0a"
        }) {
            byte[] bytes = bad.getBytes(StandardCharsets.US_ASCII);
            assertThat(Rfc3339.parse(bytes, 0, bytes.length)).as(bad).isNull();
        }
    }

    private static int nanos(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            default -> random.nextInt(1_000_000_000);
        };
    }
}
