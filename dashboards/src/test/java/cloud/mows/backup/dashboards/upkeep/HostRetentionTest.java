package cloud.mows.backup.dashboards.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.dashboards.app.Holdings;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HostRetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final ZoneId UTC = ZoneId.of("Etc/UTC");

    private int count;

    private static Named<AppSpec> app(String name, @Nullable Retention retention, @Nullable Boolean paused) {
        return new Named<>(name, new AppSpec(List.of("/a"), List.of(), List.of(), null, retention, paused));
    }

    private static Retention last(int count) {
        return new Retention(count, null, null, null, null, null, null);
    }

    private Holdings.Held point(String app, Duration age, boolean beforeRestore) {
        SnapshotId id = new SnapshotId(Digest.parse(String.format("%064x", ++count)));
        return new Holdings.Held(id, app, NOW.minus(age), beforeRestore);
    }

    private static List<SnapshotId> goes(Named<AppSpec> app, List<Holdings.Held> points, Set<SnapshotId> incomplete) {
        return HostRetention.goes(List.of(app), points, incomplete, UTC, NOW);
    }

    @Test
    void aYearOfNightsIsThinnedOut() {
        List<Holdings.Held> points = new ArrayList<>();
        for (int day = 400; day >= 1; day--) {
            points.add(point("photos", Duration.ofDays(day), false));
        }

        List<SnapshotId> goes = goes(app("photos", null, null), points, Set.of());

        // 7 days, 5 weeks and 12 months, of which the first weeks and months are days too.
        assertThat(points.size() - goes.size()).isBetween(7 + 3 + 10, 7 + 5 + 12);
        assertThat(goes).doesNotContain(points.getLast().id());
    }

    @Test
    void nothingOfOthersGoes() {
        List<Holdings.Held> points = List.of(
                point("photos", Duration.ofDays(3), false),
                point("photos", Duration.ofDays(2), false),
                point("photos of anna", Duration.ofDays(9), false),
                point("photos of anna", Duration.ofDays(8), false));

        assertThat(goes(app("photos", last(1), null), points, Set.of()))
                .containsExactly(points.getFirst().id());
        assertThat(goes(app("photos", last(1), true), points, Set.of()))
                .as("paused")
                .isEmpty();
        assertThat(HostRetention.goes(List.of(), points, Set.of(), UTC, NOW))
                .as("no document")
                .isEmpty();
    }

    @Test
    void theNewestGoodOneAndWhatIsYoungerThanAnHourStay() {
        List<Holdings.Held> points = List.of(
                point("photos", Duration.ofDays(3), false),
                point("photos", Duration.ofDays(2), false),
                point("photos", Duration.ofMinutes(59), false),
                point("photos", Duration.ofMinutes(1), false));

        assertThat(goes(
                        app("photos", last(1), null),
                        points,
                        Set.of(
                                points.get(1).id(),
                                points.get(2).id(),
                                points.get(3).id())))
                .containsExactly(points.get(1).id());
    }

    @Test
    void whatARestoreOverwroteStaysForAMonthAndTakesNoDaysPlace() {
        List<Holdings.Held> points = List.of(
                point("photos", Duration.ofDays(31), true),
                point("photos", Duration.ofDays(29), true),
                point("photos", Duration.ofDays(2), false),
                point("photos", Duration.ofDays(1), true));

        assertThat(goes(app("photos", last(1), null), points, Set.of()))
                .containsExactly(points.getFirst().id());
    }

    @Test
    void noneIsForgottenWithoutItsId() {
        assertThatThrownBy(() -> CleanUpWork.forget(List.of())).isInstanceOf(IllegalArgumentException.class);
        SnapshotId id = point("photos", Duration.ofDays(1), false).id();
        assertThat(CleanUpWork.forget(List.of(id))).endsWith("--", id.hex());
    }
}
