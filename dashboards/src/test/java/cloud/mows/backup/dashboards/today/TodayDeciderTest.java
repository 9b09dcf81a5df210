package cloud.mows.backup.dashboards.today;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.app.App;
import cloud.mows.backup.dashboards.app.AppKeep;
import cloud.mows.backup.dashboards.app.AppState;
import cloud.mows.backup.dashboards.today.Today.Verdict;
import cloud.mows.backup.dashboards.upkeep.PlaceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TodayDeciderTest {
    private static final Instant NIGHT = Instant.parse("2026-11-29T01:00:00Z");

    private static App app(String name, AppState state, @Nullable Instant newest) {
        return new App(
                name,
                List.of("/a"),
                List.of(),
                List.of(),
                state,
                newest,
                null,
                null,
                state == AppState.Failed ? "why" : null,
                "0 2 * * *",
                new AppKeep(3, null, 7, 5, 12, null, null),
                "Etc/UTC");
    }

    private static Today decide(App... apps) {
        return TodayDecider.decide(true, List.of(), Optional.empty(), List.of(), List.of(apps));
    }

    @Test
    void allIsWell() {
        Today today = decide(app("a", AppState.Protected, NIGHT), app("b", AppState.Protected, NIGHT.minusSeconds(60)));

        assertThat(today.state()).isEqualTo(Verdict.Good);
        assertThat(today.sentence().values())
                .containsEntry("count", "2")
                .containsEntry("oldest", "2026-11-29T00:59:00Z");
        assertThat(today.reasons()).isEmpty();
    }

    @Test
    void theWorstDecides() {
        assertThat(decide(app("a", AppState.Failed, NIGHT), app("b", AppState.Running, NIGHT))
                        .state())
                .isEqualTo(Verdict.Bad);
        assertThat(decide(app("a", AppState.Running, null)).state()).isEqualTo(Verdict.Running);
        assertThat(decide(app("a", AppState.Never, null)).state()).isEqualTo(Verdict.Warning);
        assertThat(decide().state()).isEqualTo(Verdict.Warning);
    }

    @Test
    void whatIsPausedIsNotGood() {
        Today today = decide(app("a", AppState.Protected, NIGHT), app("b", AppState.Paused, NIGHT));

        assertThat(today.state()).isEqualTo(Verdict.Warning);
        assertThat(today.sentence().key()).isEqualTo("apps.paused");
        assertThat(today.reasons())
                .extracting(reason -> reason.app() + " " + reason.next().key())
                .containsExactly("b app.resume");
    }

    @Test
    void whatIsNotKnownIsNotGood() {
        List<App> apps = List.of(app("a", AppState.Protected, NIGHT));

        assertThat(TodayDecider.decide(true, List.of(), Optional.of("away"), List.of(), apps)
                        .state())
                .isEqualTo(Verdict.Bad);
        assertThat(TodayDecider.decide(true, List.of("x.yaml: broken"), Optional.empty(), List.of(), apps)
                        .state())
                .isEqualTo(Verdict.Bad);
        assertThat(TodayDecider.decide(false, List.of(), Optional.empty(), List.of(), apps)
                        .state())
                .isEqualTo(Verdict.Warning);
    }

    private static Today placed(PlaceStatus place) {
        return TodayDecider.decide(
                true, List.of(), Optional.empty(), List.of(place), List.of(app("a", AppState.Protected, NIGHT)));
    }

    private static PlaceStatus place(
            @Nullable String pruneProblem, boolean pruneLate, @Nullable String checkProblem, boolean checkLate) {
        return new PlaceStatus(
                "disk", "/mnt/disk", null, pruneProblem, pruneLate, null, checkProblem, checkLate, null, 0, 4, null);
    }

    @Test
    void copiesThatAreNotWholeAreBadAndCopiesThatNobodyLooksAfterNeedALook() {
        assertThat(placed(place(null, false, null, false)).state()).isEqualTo(Verdict.Good);

        Today damaged = placed(place(null, false, "pack 12 is damaged", true));
        assertThat(damaged.state()).isEqualTo(Verdict.Bad);
        assertThat(damaged.reasons()).hasSize(1);
        assertThat(damaged.reasons().getFirst().sentence().key()).isEqualTo("place.checkFailed");

        Today neglected = placed(place("no permission", true, null, true));
        assertThat(neglected.state()).isEqualTo(Verdict.Warning);
        assertThat(neglected.reasons())
                .extracting(reason -> reason.sentence().key())
                .containsExactly("place.cleanUpFailed", "place.checkLate");
        assertThat(placed(place(null, true, null, false)).reasons())
                .extracting(reason -> reason.sentence().key())
                .containsExactly("place.cleanUpLate");
    }
}
