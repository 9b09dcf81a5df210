package cloud.mows.backup.dashboards.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something for a browser that comes back for it soon, once, with a cookie. Anybody may have some kept: of too many, the oldest goes. */
final class OneTime<T> {
    private final Duration ageMax;
    private final int countMax;
    private final InstantSource clock;

    /** By the hash of the cookie, the oldest first. */
    private final Map<String, Kept<T>> kept = new LinkedHashMap<>();

    private record Kept<T>(T value, Instant since) {}

    OneTime(Duration ageMax, int countMax, InstantSource clock) {
        this.ageMax = ageMax;
        this.countMax = countMax;
        this.clock = clock;
    }

    /** @return the cookie */
    synchronized String keep(T value) {
        Instant now = clock.instant();
        kept.values().removeIf(each -> isOver(each, now));
        while (kept.size() >= countMax) {
            kept.remove(kept.keySet().iterator().next());
        }
        String cookie = SessionCookie.fresh();
        kept.put(SessionCookie.hash(cookie), new Kept<>(value, now));
        return cookie;
    }

    /** Empty if there never was one, if it was taken before, or if that took too long. */
    synchronized Optional<T> take(String cookie) {
        return Optional.ofNullable(kept.remove(SessionCookie.hash(cookie)))
                .filter(each -> !isOver(each, clock.instant()))
                .map(Kept::value);
    }

    private boolean isOver(Kept<T> each, Instant now) {
        return !now.isBefore(each.since().plus(ageMax));
    }
}
