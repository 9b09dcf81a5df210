package cloud.mows.backup.core.retain;

import cloud.mows.backup.core.id.SnapshotId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the restore points of an app go from a repository. */
public final class AppRetention {
    /** So long after it was seen first, a restore point may still be looked at by somebody who holds no lock. */
    public static final Duration SETTLED = Duration.ofHours(1);

    private AppRetention() {}

    /**
     * A restore point in the repository.
     *
     * @param good whether nothing is missing
     * @param seen when it was seen first
     */
    public record Held(Candidate candidate, boolean good, Instant seen) {}

    /**
     * Those that go, oldest first.
     *
     * @param points all of the app
     * @param wishes what any of them keeps stays, and the newest good one in any case. None: all stays
     */
    public static List<SnapshotId> goes(Collection<Held> points, Collection<KeepPolicy> wishes, Instant now) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        List<Held> sorted = points.stream()
                .sorted(Comparator.comparing(each -> each.candidate().time().toInstant()))
                .toList();
        List<Held> good = sorted.stream().filter(Held::good).toList();
        Set<SnapshotId> stay = new HashSet<>();
        for (KeepPolicy wish : wishes) {
            // The good ones once more by themselves: one with gaps must not be the only one of its day.
            stay.addAll(kept(sorted, wish, now));
            stay.addAll(kept(good, wish, now));
        }
        if (!good.isEmpty()) {
            stay.add(good.getLast().candidate().id());
        }
        return sorted.stream()
                .filter(each -> !stay.contains(each.candidate().id()))
                .filter(each -> !each.seen().plus(SETTLED).isAfter(now))
                .map(each -> each.candidate().id())
                .toList();
    }

    private static List<SnapshotId> kept(List<Held> points, KeepPolicy wish, Instant now) {
        List<Candidate> candidates = points.stream().map(Held::candidate).toList();
        return RetentionPlan.decide(candidates, wish, now, RetentionPlan.RemoveAll.REFUSED).keep().stream()
                .map(Kept::candidate)
                .map(Candidate::id)
                .toList();
    }
}
