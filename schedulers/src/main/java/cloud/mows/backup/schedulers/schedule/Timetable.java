package cloud.mows.backup.schedulers.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When the runs of one app start. Each time of the cron expression starts one: at the first moment from then on that all hours
 * allow, plus the app's own delay; times that would start at one moment start one run. The delay is the same fraction of the
 * jitter for ever, and of what is left of the allowed hours if that is less, so a run never starts outside of them, and runs
 * that waited for a window do not all start at its beginning.
 *
 * @param zone of the cron expression
 * @param spread the app's fraction, of 2<sup>64</sup>, unsigned
 * @param hours all of which must allow a start
 */
public record Timetable(Cron cron, ZoneId zone, int jitterSeconds, long spread, List<AllowedHours> hours) {
    /** A run that started so little ahead of now did start; one further ahead was told by a clock that was wrong. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    /** Where to look for the newest start, so that few have to be gone through. */
    private static final List<Duration> LATEST =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(32), Duration.ofDays(366));

    private static final Duration LOOK_AHEAD = Duration.ofDays(366);
    private static final List<Duration> LOOK_BACK =
            List.of(Duration.ofDays(2), Duration.ofDays(9), Duration.ofDays(366));

    public Timetable {
        hours = hours.stream().filter(each -> !each.always()).distinct().toList();
    }

    /** The first start after {@code after}; empty if there is none, because allowed hours never meet. */
    public Optional<Instant> next(Instant after) {
        return first(after).map(Opening::start);
    }

    /**
     * How a start comes about.
     *
     * @param open the allowed moment that its times of the cron expression led to
     */
    record Opening(Instant open, Instant start) {}

    Optional<Opening> first(Instant after) {
        return opening(closedSince(after.minusSeconds(jitterSeconds)).minusNanos(1), after);
    }

    /** The one after it, which costs much less to find than the first. */
    Optional<Opening> following(Opening before) {
        return opening(before.open(), before.start());
    }

    private Optional<Opening> opening(Instant from, Instant after) {
        Instant time = from;
        while (true) {
            Optional<Instant> open = cron.next(time, zone).flatMap(this::open);
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Instant start = delayed(open.get());
            if (start.isAfter(after)) {
                return Optional.of(new Opening(open.get(), start));
            }
            // Times up to the opening start together with it.
            time = open.get();
        }
    }

    /**
     * When the next run starts. One that was missed is made up for, once, as soon as it is allowed; several that were missed
     * are one.
     *
     * @param last when a run last started; empty if none ever did
     */
    public Optional<Instant> due(Optional<Instant> last, Instant now) {
        if (last.isEmpty() || last.get().isAfter(now.plus(CLOCK_TOLERANCE))) {
            return next(now);
        }
        Optional<Instant> next = next(last.get());
        if (next.isEmpty() || next.get().isAfter(now)) {
            return next;
        }
        return allows(now) ? Optional.of(now) : open(now).map(this::delayed);
    }

    /** The newest start after {@code after} that has come by {@code now}; empty if none has. */
    public Optional<Instant> latest(Instant after, Instant now) {
        for (Duration back : LATEST) {
            Instant from = now.minus(back);
            boolean all = !from.isAfter(after);
            Optional<Opening> opening =
                    first(all ? after : from).filter(each -> !each.start().isAfter(now));
            if (opening.isPresent()) {
                return Optional.of(last(opening.get(), now));
            }
            if (all) {
                return Optional.empty();
            }
        }
        return first(after).filter(each -> !each.start().isAfter(now)).map(each -> last(each, now));
    }

    private Instant last(Opening first, Instant now) {
        Opening last = first;
        Optional<Opening> next = following(last);
        while (next.isPresent() && !next.get().start().isAfter(now)) {
            last = next.get();
            next = following(last);
        }
        return last.start();
    }

    /** Whether after {@code moment} two starts have passed, so that the run of the first one should have ended. */
    public boolean isTwoBehind(Instant moment, Instant now) {
        return secondAfter(moment).filter(second -> second.isBefore(now)).isPresent();
    }

    /** The second start after {@code moment}: by then the run of the first one should have ended. */
    public Optional<Instant> secondAfter(Instant moment) {
        return next(moment).flatMap(this::next);
    }

    public boolean allows(Instant moment) {
        return hours.stream().allMatch(each -> each.allow(moment));
    }

    /** The first allowed moment from {@code moment} on. */
    private Optional<Instant> open(Instant moment) {
        Instant at = moment;
        while (!allows(at)) {
            Optional<Instant> change = nextChange(at);
            if (change.isEmpty() || change.get().isAfter(moment.plus(LOOK_AHEAD))) {
                return Optional.empty();
            }
            at = change.get();
        }
        return Optional.of(at);
    }

    /** The beginning of the time without an allowed moment that {@code moment} lies in; itself if it is allowed. */
    private Instant closedSince(Instant moment) {
        if (allows(moment)) {
            return moment;
        }
        for (Duration back : LOOK_BACK) {
            Instant at = moment.minus(back);
            boolean wasOpen = false;
            Instant since = at;
            while (at.isBefore(moment)) {
                boolean open = allows(at);
                wasOpen |= open;
                at = nextChange(at).orElse(moment);
                since = open ? at : since;
            }
            if (wasOpen) {
                return since;
            }
        }
        return moment.minus(LOOK_BACK.getLast());
    }

    private Instant delayed(Instant open) {
        Instant latest = open.plusSeconds(jitterSeconds + 1L);
        Instant end = open;
        while (end.isBefore(latest) && allows(end)) {
            end = nextChange(end).filter(latest::isAfter).orElse(latest);
        }
        return open.plusSeconds(
                Math.unsignedMultiplyHigh(spread, Duration.between(open, end).toSeconds()));
    }

    private Optional<Instant> nextChange(Instant moment) {
        return hours.stream().flatMap(each -> each.nextChange(moment).stream()).min(Instant::compareTo);
    }

    /** The same where clocks are never changed. */
    Timetable inStandardTime(Instant now) {
        return new Timetable(
                cron,
                zone.getRules().getStandardOffset(now),
                jitterSeconds,
                spread,
                hours.stream()
                        .map(each -> each.in(each.zone().getRules().getStandardOffset(now)))
                        .toList());
    }

    /** {@code 0 3 * * * Europe/Berlin} */
    @Override
    public String toString() {
        return cron + " " + zone;
    }
}
