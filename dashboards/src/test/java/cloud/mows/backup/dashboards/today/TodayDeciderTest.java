package cloud.mows.backup.dashboards.today;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.app.App;
import cloud.mows.backup.dashboards.app.AppState;
import cloud.mows.backup.dashboards.today.Today.Verdict;
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
                "Etc/UTC");
    }

    private static Today decide(App... apps) {
        return TodayDecider.decide(true, List.of(), Optional.empty(), List.of(apps));
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

        assertThat(TodayDecider.decide(true, List.of(), Optional.of("away"), apps)
                        .state())
                .isEqualTo(Verdict.Bad);
        assertThat(TodayDecider.decide(true, List.of("x.yaml: broken"), Optional.empty(), apps)
                        .state())
                .isEqualTo(Verdict.Bad);
        assertThat(TodayDecider.decide(false, List.of(), Optional.empty(), apps).state())
                .isEqualTo(Verdict.Warning);
    }
}
