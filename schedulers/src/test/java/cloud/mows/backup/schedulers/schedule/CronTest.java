package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm");

    private static List<String> next(String cron, ZonedDateTime after, int count, DateTimeFormatter format) {
        List<String> times = new ArrayList<>();
        Instant from = after.toInstant();
        for (int i = 0; i < count; i++) {
            from = Cron.parse(cron).next(from, after.getZone()).orElseThrow();
            times.add(from.atZone(after.getZone()).format(format));
        }
        return times;
    }

    /** 2026-11-26 is a Thursday. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 * * *           | Fri 2026-11-27 03:00, Sat 2026-11-28 03:00, Sun 2026-11-29 03:00",
                "*/20 * * * *        | Thu 2026-11-26 12:20, Thu 2026-11-26 12:40, Thu 2026-11-26 13:00",
                "5/30 12 * * *       | Thu 2026-11-26 12:05, Thu 2026-11-26 12:35, Fri 2026-11-27 12:05",
                "10-30/10,59 12 * * *| Thu 2026-11-26 12:10, Thu 2026-11-26 12:20, Thu 2026-11-26 12:30",
                "0 0 * * 0           | Sun 2026-11-29 00:00, Sun 2026-12-06 00:00, Sun 2026-12-13 00:00",
                "0 0 * * 7           | Sun 2026-11-29 00:00, Sun 2026-12-06 00:00, Sun 2026-12-13 00:00",
                "0 0 * * sUn         | Sun 2026-11-29 00:00, Sun 2026-12-06 00:00, Sun 2026-12-13 00:00",
                "0 0 * * 1           | Mon 2026-11-30 00:00, Mon 2026-12-07 00:00, Mon 2026-12-14 00:00",
                "0 0 * * Mon-Fri     | Fri 2026-11-27 00:00, Mon 2026-11-30 00:00, Tue 2026-12-01 00:00",
                "0 0 * * 5-7         | Fri 2026-11-27 00:00, Sat 2026-11-28 00:00, Sun 2026-11-29 00:00",
                "0 0 * * Fri-Sun     | Fri 2026-11-27 00:00, Sat 2026-11-28 00:00, Sun 2026-11-29 00:00",
                "0 0 * * */3         | Sat 2026-11-28 00:00, Sun 2026-11-29 00:00, Wed 2026-12-02 00:00",
                "0 0 * * 1/2         | Fri 2026-11-27 00:00, Mon 2026-11-30 00:00, Wed 2026-12-02 00:00",
                "0 0 1 * *           | Tue 2026-12-01 00:00, Fri 2027-01-01 00:00, Mon 2027-02-01 00:00",
                "0 0 31 * *          | Thu 2026-12-31 00:00, Sun 2027-01-31 00:00, Wed 2027-03-31 00:00",
                "0 0 29 2 *          | Tue 2028-02-29 00:00, Sun 2032-02-29 00:00, Fri 2036-02-29 00:00",
                "0 0 1 JAN,Jul *     | Fri 2027-01-01 00:00, Thu 2027-07-01 00:00, Sat 2028-01-01 00:00",
                "0 0 13 * 5          | Fri 2026-11-27 00:00, Fri 2026-12-04 00:00, Fri 2026-12-11 00:00",
                "0 0 28 * 1          | Sat 2026-11-28 00:00, Mon 2026-11-30 00:00, Mon 2026-12-07 00:00",
                "0 0 */15 * 1        | Mon 2026-11-30 00:00, Tue 2026-12-01 00:00, Mon 2026-12-07 00:00",
                "0 0 1 */1 *         | Tue 2026-12-01 00:00, Fri 2027-01-01 00:00, Mon 2027-02-01 00:00",
                "0 0 */1 * 1         | Mon 2026-11-30 00:00, Mon 2026-12-07 00:00, Mon 2026-12-14 00:00",
                "0 0 * 2 1           | Mon 2027-02-01 00:00, Mon 2027-02-08 00:00, Mon 2027-02-15 00:00",
                "@hourly             | Thu 2026-11-26 13:00, Thu 2026-11-26 14:00, Thu 2026-11-26 15:00",
                "@daily              | Fri 2026-11-27 00:00, Sat 2026-11-28 00:00, Sun 2026-11-29 00:00",
                "@weekly             | Sun 2026-11-29 00:00, Sun 2026-12-06 00:00, Sun 2026-12-13 00:00",
                "@monthly            | Tue 2026-12-01 00:00, Fri 2027-01-01 00:00, Mon 2027-02-01 00:00",
                "@yearly             | Fri 2027-01-01 00:00, Sat 2028-01-01 00:00, Mon 2029-01-01 00:00",
            })
    void comesAt(String cron, String times) {
        ZonedDateTime noon = ZonedDateTime.of(2026, 11, 26, 12, 0, 0, 0, BERLIN);
        assertThat(next(cron, noon, 3, SHORT)).containsExactly(times.split(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "61 * * * *     | cron '61 * * * *': minute goes from 0 to 59, and 61 is not in it",
                "0 24 * * *     | cron '0 24 * * *': hour goes from 0 to 23, and 24 is not in it",
                "0 0 0 * *      | cron '0 0 0 * *': day of month goes from 1 to 31, and 0 is not in it",
                "0 0 * 13 *     | cron '0 0 * 13 *': month goes from 1 to 12, and 13 is not in it",
                "0 0 * * 8      | cron '0 0 * * 8': day of week goes from 0 to 7, and 8 is not in it",
                "0 0 31 2 *     | cron '0 0 31 2 *' never comes: none of its months has such a day",
                "0 0 31 4,6,9 * | cron '0 0 31 4,6,9 *' never comes: none of its months has such a day",
                "0 0 30 2 1     | cron '0 0 30 2 1' never comes: none of its months has such a day",
                "0 5-3 * * *    | cron '0 5-3 * * *': hour 5-3 runs backwards",
                "*/0 * * * *    | cron '*/0 * * * *': minute has steps from 1 to 59, not 0",
                "*/90 * * * *   | cron '*/90 * * * *': minute has steps from 1 to 59, not 90",
                "0 */24 * * *   | cron '0 */24 * * *': hour has steps from 1 to 23, not 24",
                "1,,2 * * * *   | cron '1,,2 * * * *': minute cannot be ''",
                "-5 * * * *     | cron '-5 * * * *': minute cannot be ''",
                "5- * * * *     | cron '5- * * * *': minute cannot be ''",
                "1-2-3 * * * *  | cron '1-2-3 * * * *': minute cannot be '2-3'",
                "5/ * * * *     | cron '5/ * * * *': minute cannot be ''",
                "99999 * * * *  | cron '99999 * * * *': minute cannot be '99999'",
                "0 0 L * *      | cron '0 0 L * *': day of month cannot be 'L'",
                "0 0 * * 5L     | cron '0 0 * * 5L': day of week cannot be '5L'",
                "0 0 * * Monday | cron '0 0 * * Monday': day of week cannot be 'Monday'",
                "0 0 * Mon *    | cron '0 0 * Mon *': month cannot be 'Mon'",
                "0 0 0 3 * *    | cron '0 0 0 3 * *' does not have five fields",
                "@reboot        | cron '@reboot' does not have five fields",
            })
    void onlyLooksLikeOne(String cron, String why) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    /**
     * In Berlin in 2026, 29 March has no time from 02:00 to 02:59, and 25 October has it twice. New York: 8 March, 1 November.
     * Lord Howe moves by half an hour only. Samoa had no 30 December 2011 at all.
     */
    @ParameterizedTest(name = "{2} from {1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-03-28T12:00 | Europe/Berlin       | 29 03:00 +0200, 30 02:30 +0200, 31 02:30 +0200",
                "0 2 * * *    | 2026-03-28T12:00 | Europe/Berlin       | 29 03:00 +0200, 30 02:00 +0200, 31 02:00 +0200",
                "0 2,3 * * *  | 2026-03-28T12:00 | Europe/Berlin       | 29 03:00 +0200, 30 02:00 +0200, 30 03:00 +0200",
                "59 1 * * *   | 2026-03-28T12:00 | Europe/Berlin       | 29 01:59 +0100, 30 01:59 +0200, 31 01:59 +0200",
                "0 3 * * *    | 2026-03-28T12:00 | Europe/Berlin       | 29 03:00 +0200, 30 03:00 +0200, 31 03:00 +0200",
                "0 * * * *    | 2026-03-29T00:30 | Europe/Berlin       | 29 01:00 +0100, 29 03:00 +0200, 29 04:00 +0200",
                "30 * * * *   | 2026-03-29T00:45 | Europe/Berlin       | 29 01:30 +0100, 29 03:30 +0200, 29 04:30 +0200",
                "30 2 * * *   | 2026-10-24T12:00 | Europe/Berlin       | 25 02:30 +0200, 26 02:30 +0100, 27 02:30 +0100",
                "0 2 * * *    | 2026-10-24T12:00 | Europe/Berlin       | 25 02:00 +0200, 26 02:00 +0100, 27 02:00 +0100",
                "0 3 * * *    | 2026-10-24T12:00 | Europe/Berlin       | 25 03:00 +0100, 26 03:00 +0100, 27 03:00 +0100",
                "0 * * * *    | 2026-10-25T01:30 | Europe/Berlin       | 25 02:00 +0200, 25 02:00 +0100, 25 03:00 +0100",
                "*/30 * * * * | 2026-10-25T01:45 | Europe/Berlin       | 25 02:00 +0200, 25 02:30 +0200, 25 02:00 +0100",
                "0 */2 * * *  | 2026-10-25T01:00 | Europe/Berlin       | 25 02:00 +0200, 25 04:00 +0100, 25 06:00 +0100",
                "30 2 * * *   | 2026-03-07T12:00 | America/New_York    | 08 03:00 -0400, 09 02:30 -0400, 10 02:30 -0400",
                "30 1 * * *   | 2026-10-31T12:00 | America/New_York    | 01 01:30 -0400, 02 01:30 -0500, 03 01:30 -0500",
                "15 2 * * *   | 2026-10-03T12:00 | Australia/Lord_Howe | 04 02:30 +1100, 05 02:15 +1100, 06 02:15 +1100",
                "0 3 * * *    | 2011-12-28T12:00 | Pacific/Apia        | 29 03:00 -1000, 31 00:00 +1400, 31 03:00 +1400",
                "0 2 * * *    | 2026-03-28T12:00 | Etc/UTC             | 29 02:00 +0000, 30 02:00 +0000, 31 02:00 +0000",
            })
    void whenClocksAreChanged(String cron, String after, String zone, String times) {
        ZonedDateTime from = java.time.LocalDateTime.parse(after).atZone(ZoneId.of(zone));
        assertThat(next(cron, from, 3, DateTimeFormatter.ofPattern("dd HH:mm xxxx")))
                .containsExactly(times.split(", "));
    }

    /** From a moment in the hour that comes twice, or right at the change. */
    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *   | 2026-10-25T00:10:00Z | 2026-10-25T00:30:00Z",
                "30 2 * * *   | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z",
                "30 2 * * *   | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z",
                "30 * * * *   | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z",
                "0 * * * *    | 2026-10-25T00:59:59Z | 2026-10-25T01:00:00Z",
                "0 * * * *    | 2026-10-25T01:00:00Z | 2026-10-25T02:00:00Z",
                "30 2 * * *   | 2026-03-29T00:59:59Z | 2026-03-29T01:00:00Z",
                "30 2 * * *   | 2026-03-29T01:00:00Z | 2026-03-30T00:30:00Z",
                "0 * * * *    | 2026-03-29T00:59:59.999Z | 2026-03-29T01:00:00Z",
                "0 * * * *    | 2026-03-29T01:00:00Z | 2026-03-29T02:00:00Z",
            })
    void fromTheMidstOfIt(String cron, Instant after, Instant next) {
        assertThat(Cron.parse(cron).next(after, BERLIN)).contains(next);
    }
}
