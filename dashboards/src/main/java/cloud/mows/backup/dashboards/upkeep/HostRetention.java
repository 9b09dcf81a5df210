package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.retain.AppRetention;
import cloud.mows.backup.core.retain.Candidate;
import cloud.mows.backup.core.retain.KeepDuration;
import cloud.mows.backup.core.retain.KeepPolicy;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.dashboards.app.Holdings;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which restore points of this machine's apps go. Pure. Of an app without a document, or one that is paused, and of other machines, all
 * stay.
 */
final class HostRetention {
    /** So long one can go back behind a restore. */
    static final Duration BEFORE_RESTORE_KEPT = Duration.ofDays(30);

    private HostRetention() {}

    /**
     * @param points of this machine
     * @param incomplete ids of those that are known to lack something
     * @param zone in which days begin
     */
    static List<SnapshotId> goes(
            List<Named<AppSpec>> apps,
            List<Holdings.Held> points,
            Set<SnapshotId> incomplete,
            ZoneId zone,
            Instant now) {
        List<SnapshotId> goes = new ArrayList<>();
        for (Named<AppSpec> app : apps) {
            if (!app.spec().active()) {
                continue;
            }
            List<Holdings.Held> ofApp = points.stream()
                    .filter(point -> point.app().equals(app.name()))
                    .toList();
            goes.addAll(AppRetention.goes(
                    ofApp.stream()
                            .filter(point -> !point.beforeRestore())
                            .map(point -> held(point, incomplete, zone))
                            .toList(),
                    List.of(policy(app.spec().effectiveRetention())),
                    now));
            ofApp.stream()
                    .filter(Holdings.Held::beforeRestore)
                    .filter(point -> point.time().plus(BEFORE_RESTORE_KEPT).isBefore(now))
                    .map(Holdings.Held::id)
                    .forEach(goes::add);
        }
        return List.copyOf(goes);
    }

    private static AppRetention.Held held(Holdings.Held point, Set<SnapshotId> incomplete, ZoneId zone) {
        return new AppRetention.Held(
                new Candidate(point.id(), OffsetDateTime.ofInstant(point.time(), zone), List.of()),
                !incomplete.contains(point.id()),
                point.time());
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
}
