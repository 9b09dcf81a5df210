package cloud.mows.backup.dashboards.app;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunPhase;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AppDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Named<AppSpec> PHOTOS =
            new Named<>("photos", new AppSpec(List.of("/a"), List.of(), List.of(), null, null, null));
    private static final Timetable NIGHTLY = Timetables.read(PHOTOS, ZoneId.of("Europe/Berlin"), NOW)
                    instanceof ScheduleParser.Usable(Timetable timetable)
            ? timetable
            : null;

    private static Run run(RunPhase phase, @Nullable String message) {
        return new Run(
                "1",
                "photos",
                RunKind.Backup,
                phase,
                NOW,
                NOW,
                NOW,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of(),
                message,
                null,
                List.of(),
                null,
                null,
                null);
    }

    private static App decide(List<Run> runs, @Nullable Instant newest) {
        return AppDecider.decide(PHOTOS, runs, Optional.ofNullable(newest), Optional.empty(), NIGHTLY, NOW);
    }

    @Test
    void anAppThatIsPausedIsNotLate() {
        Named<AppSpec> paused =
                new Named<>("photos", new AppSpec(List.of("/a"), List.of(), List.of(), null, null, true));
        App app = AppDecider.decide(
                paused, List.of(), Optional.of(NOW.minus(Duration.ofDays(90))), Optional.empty(), NIGHTLY, NOW);

        assertThat(app.state()).isEqualTo(AppState.Paused);
        assertThat(app.problem()).isNull();
    }

    @Test
    void isProtectedByARestorePointOfLastNight() {
        App app = decide(List.of(run(RunPhase.Succeeded, null)), NOW.minus(Duration.ofHours(11)));

        assertThat(app.state()).isEqualTo(AppState.Protected);
        assertThat(app.problem()).isNull();
        assertThat(app.schedule()).isEqualTo("0 2 * * *");
        assertThat(app.timeZone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void isNotProtectedWithoutOne() {
        assertThat(decide(List.of(), null).state()).isEqualTo(AppState.Never);
    }

    @Test
    void anOldOneIsAProblem() {
        App app = decide(List.of(run(RunPhase.Succeeded, null)), NOW.minus(Duration.ofDays(3)));

        assertThat(app.state()).isEqualTo(AppState.Failed);
        assertThat(app.problem()).contains("should be newer");
    }

    @Test
    void aFailedRunIsAProblemUntilOneSucceeds() {
        Instant lastNight = NOW.minus(Duration.ofHours(11));

        assertThat(decide(List.of(run(RunPhase.PartiallyFailed, "no")), lastNight)
                        .problem())
                .isEqualTo("no");
        assertThat(decide(List.of(run(RunPhase.Cancelled, "c"), run(RunPhase.Failed, "f")), lastNight)
                        .problem())
                .isEqualTo("f");
        assertThat(decide(List.of(run(RunPhase.Succeeded, null), run(RunPhase.Failed, "f")), lastNight)
                        .state())
                .isEqualTo(AppState.Protected);
    }

    @Test
    void showsTheRunThatGoesOn() {
        App app = decide(List.of(run(RunPhase.Running, null)), null);

        assertThat(app.state()).isEqualTo(AppState.Running);
        assertThat(app.running()).isEqualTo("1");
        assertThat(decide(List.of(run(RunPhase.Waiting, null)), null).state()).isEqualTo(AppState.Waiting);
    }
}
