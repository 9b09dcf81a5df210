package cloud.mows.backup.schedulers.schedule;

import cloud.mows.backup.crds.schedule.TimeWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When somebody lets runs start: within one of the windows, if there are any, and not within quiet hours.
 */
public record AllowedHours(ZoneId zone, List<Window> windows, List<Window> quiet) {
    public AllowedHours {
        windows = List.copyOf(windows);
        quiet = List.copyOf(quiet);
    }

    public static AllowedHours of(ZoneId zone, List<TimeWindow> windows, List<TimeWindow> quiet) {
        return new AllowedHours(
                zone,
                windows.stream().map(Window::of).toList(),
                quiet.stream().map(Window::of).toList());
    }

    AllowedHours in(ZoneId other) {
        return new AllowedHours(other, windows, quiet);
    }

    boolean always() {
        return windows.isEmpty() && quiet.isEmpty();
    }

    public boolean allow(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        return (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(local)))
                && quiet.stream().noneMatch(window -> window.contains(local));
    }

    /** A moment after {@code moment} before which nothing changes; empty if it never does. */
    public Optional<Instant> nextChange(Instant moment) {
        if (always()) {
            return Optional.empty();
        }
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        Stream<Instant> edges = Stream.concat(windows.stream(), quiet.stream())
                .flatMap(window -> Stream.of(window.from(), window.to()))
                .flatMap(time -> next(time, local, moment));
        // Where the clock is changed, its reading jumps into or out of windows.
        @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(moment);
        return Stream.concat(edges, Stream.ofNullable(change).map(ZoneOffsetTransition::getInstant))
                .min(Instant::compareTo);
    }

    private Stream<Instant> next(LocalTime time, LocalDateTime local, Instant moment) {
        LocalDateTime today = local.toLocalDate().atTime(time);
        LocalDateTime next = today.isAfter(local) ? today : today.plusDays(1);
        return zone.getRules().getValidOffsets(next).stream()
                .map(next::toInstant)
                .filter(edge -> edge.isAfter(moment));
    }
}
