package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.core.retain.Kept;
import cloud.mows.backup.core.retain.RetentionPlan;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.policy.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which backups go from one repository. */
final class RetentionDecider {
    /** So long after its end a backup may still be looked at by somebody who holds no lock. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private RetentionDecider() {}

    /**
     * Of one app, oldest first.
     *
     * @param backups all of the app
     * @param wishes what each of the policies that have a say keeps; what any of them keeps stays. None: all stays
     * @param zone in which days begin
     */
    static List<Backup> goes(
            Collection<Backup> backups, String repository, Collection<Retention> wishes, ZoneId zone, Instant now) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        List<Stored> stored = backups.stream()
                .flatMap(backup -> Stored.of(backup, repository, zone).stream())
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
                .filter(each -> !each.ended().plus(SETTLED).isAfter(now))
                .map(Stored::backup)
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
     * A backup that has ended and has its restore point in the repository.
     *
     * @param candidate the restore point
     * @param good whether nothing is missing
     */
    private record Stored(Backup backup, Candidate candidate, boolean good, Instant ended) {
        static Optional<Stored> of(Backup backup, String repository, ZoneId zone) {
            @Nullable BackupStatus status = backup.getStatus();
            if (status == null
                    || !status.phase().isFinal()
                    || !status.resources().isEmpty()) {
                return Optional.empty();
            }
            Instant created = Instant.parse(backup.getMetadata().getCreationTimestamp());
            Instant moment = Objects.requireNonNullElse(status.snapshotTime(), created);
            return status.restorePoints().stream()
                    .filter(snapshot -> snapshot.repository().equals(repository))
                    .map(RepositorySnapshot::id)
                    .findFirst()
                    .map(id -> new Stored(
                            backup,
                            new Candidate(SnapshotId.parse(id), OffsetDateTime.ofInstant(moment, zone), List.of()),
                            status.phase() == BackupPhase.SUCCEEDED,
                            Objects.requireNonNullElse(status.completionTime(), created)));
        }
    }
}
