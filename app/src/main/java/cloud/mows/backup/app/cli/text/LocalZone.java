package cloud.mows.backup.app.cli.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What clocks show where this process runs. Most commands only ask how far they are from UTC, which the old {@link TimeZone}
 * answers at once; the first {@link ZoneId} of a process is preceded by a search of the whole class path, 40 ms.
 */
public interface LocalZone {
    ZoneOffset offsetAt(Instant time);

    /** For what needs rules, such as reading a date that somebody typed. */
    ZoneId id();

    static LocalZone of(ZoneId zone) {
        return of(time -> zone.getRules().getOffset(time), () -> zone);
    }

    /** The one of this machine. */
    static LocalZone ofSystem() {
        return of(
                time -> ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(time.toEpochMilli()) / 1000),
                ZoneId::systemDefault);
    }

    private static LocalZone of(Function<Instant, ZoneOffset> offsets, Supplier<ZoneId> id) {
        return new LocalZone() {
            @Override
            public ZoneOffset offsetAt(Instant time) {
                return offsets.apply(time);
            }

            @Override
            public ZoneId id() {
                return id.get();
            }
        };
    }
}
