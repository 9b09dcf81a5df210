package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads points in time: {@code 2026-11-22}, {@code 2026-11-22 07:30}, {@code … 07:30:15}, RFC 3339. */
final class Times {
    private Times() {}

    /** @param zone of times that name none */
    static Instant parse(String text, ZoneId zone) {
        String t = text.strip();
        try {
            if (t.length() == 10) {
                return LocalDate.parse(t).atStartOfDay(zone).toInstant();
            }
            if (t.endsWith("Z") || t.matches(".*[+-]\\d\\d:\\d\\d")) {
                return OffsetDateTime.parse(t.replace(' ', 'T')).toInstant();
            }
            return LocalDateTime.parse(t.replace(' ', 'T')).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("'" + text + "' is no time (examples: 2026-11-22, '2026-11-22 07:30:15')");
        }
    }
}
