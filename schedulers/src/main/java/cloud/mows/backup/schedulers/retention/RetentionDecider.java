package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.core.retain.Kept;
import cloud.mows.backup.core.retain.RetentionPlan;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which restore points go from one repository. */
final class RetentionDecider {
    /** So long after it was seen first, a restore point may still be looked at by somebody who holds no lock. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private RetentionDecider() {}

    /**
     * Of one app, oldest first.
     *
     * @param points all of the app
     * @param wishes what each of the policies that have a say keeps; what any of them keeps stays. None: all stays
     * @param zone in which days begin
     */
    static List<RestorePoint> goes(
            Collection<RestorePoint> points,
            String repository,
            Collection<Retention> wishes,
            ZoneId zone,
            Instant now) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        List<Stored> stored = points.stream()
                .flatMap(point -> Stored.of(point, repository, zone).stream())
                .sorted(Comparator.comparing(each -> each.candidate().time().toInstant()))
                .toList();
        List<Stored> good = stored.stream().filter(Stored::good).toList();
        Set<SnapshotId> stay = new HashSet<>();
        for (Retention wish : wishes) {
            // The good ones once more by themselves: one with gaps must not be the only one of its day.
            stay.addAll(kept(stored, wish, now));
            stay.addAll(kept(good, wish, now));
        }
        if (!good.isEmpty()) {
            stay.add(good.getLast().candidate().id());
        }
        return stored.stream()
                .filter(each -> !stay.contains(each.candidate().id()))
                .filter(each -> !each.seen().plus(SETTLED).isAfter(now))
                .map(Stored::point)
                .toList();
    }

    private static List<SnapshotId> kept(List<Stored> stored, Retention wish, Instant now) {
        List<Candidate> candidates = stored.stream().map(Stored::candidate).toList();
        return RetentionPlan.decide(candidates, policy(wish), now, RetentionPlan.RemoveAll.REFUSED).keep().stream()
                .map(Kept::candidate)
                .map(Candidate::id)
                .toList();
    }

    private static KeepPolicy policy(Retention wish) {
        return KeepPolicy.builder()
                .last(count(wish.last()))
                .hourly(count(wish.hourly()))
                .daily(count(wish.daily()))
                .weekly(count(wish.weekly()))
                .monthly(count(wish.monthly()))
                .yearly(count(wish.yearly()))
                .within(wish.within() == null ? KeepDuration.ZERO : KeepDuration.parse(wish.within()))
                .build();
    }

    private static int count(@Nullable Integer count) {
        return count == null ? 0 : count;
    }

    /**
     * A restore point that lies in the repository.
     *
     * @param good whether nothing is missing
     * @param seen when it was seen first
     */
    private record Stored(RestorePoint point, Candidate candidate, boolean good, Instant seen) {
        static Optional<Stored> of(RestorePoint point, String repository, ZoneId zone) {
            RestorePointSpec spec = point.getSpec();
            return spec.copies().stream()
                    .filter(copy -> copy.repository().equals(repository))
                    .map(SnapshotCopy::snapshot)
                    .findFirst()
                    .map(id -> new Stored(
                            point,
                            new Candidate(SnapshotId.parse(id), OffsetDateTime.ofInstant(spec.time(), zone), List.of()),
                            spec.ledger().failed() == 0,
                            Instant.parse(point.getMetadata().getCreationTimestamp())));
        }
    }
}
