package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.retain.AppRetention;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which restore points go from one repository. */
final class RetentionDecider {
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
        Map<SnapshotId, RestorePoint> stored = new HashMap<>();
        List<AppRetention.Held> held = new ArrayList<>();
        for (RestorePoint point : points) {
            held(point, repository, zone).ifPresent(each -> {
                stored.put(each.candidate().id(), point);
                held.add(each);
            });
        }
        return AppRetention.goes(
                        held, wishes.stream().map(RetentionDecider::policy).toList(), now)
                .stream()
                .map(id -> Objects.requireNonNull(stored.get(id)))
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

    private static Optional<AppRetention.Held> held(RestorePoint point, String repository, ZoneId zone) {
        RestorePointSpec spec = point.getSpec();
        return spec.copies().stream()
                .filter(copy -> copy.repository().equals(repository))
                .map(SnapshotCopy::snapshot)
                .findFirst()
                .map(id -> new AppRetention.Held(
                        new Candidate(SnapshotId.parse(id), OffsetDateTime.ofInstant(spec.time(), zone), List.of()),
                        spec.ledger().failed() == 0,
                        Instant.parse(point.getMetadata().getCreationTimestamp())));
    }
}
