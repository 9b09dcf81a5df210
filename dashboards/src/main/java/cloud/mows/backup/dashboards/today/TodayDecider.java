package cloud.mows.backup.dashboards.today;

import cloud.mows.backup.dashboards.app.App;
import cloud.mows.backup.dashboards.app.AppState;
import cloud.mows.backup.dashboards.today.Today.Reason;
import cloud.mows.backup.dashboards.today.Today.Sentence;
import cloud.mows.backup.dashboards.today.Today.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From what is known to the sentence. Pure. What is not known is never good. */
final class TodayDecider {
    private TodayDecider() {}

    /**
     * @param ready whether the set-up is finished
     * @param broken what documents cannot be used
     * @param repositoryProblem why the repository cannot be read
     */
    static Today decide(boolean ready, List<String> broken, Optional<String> repositoryProblem, List<App> apps) {
        if (!ready) {
            return new Today(Verdict.Warning, sentence("setup.unfinished"), List.of());
        }
        List<Reason> reasons = new ArrayList<>();
        broken.forEach(document -> reasons.add(
                new Reason(null, sentence("document.broken", "document", document), sentence("document.correct"))));
        repositoryProblem.ifPresent(problem -> reasons.add(
                new Reason(null, sentence("repository.unreadable", "problem", problem), sentence("repository.look"))));
        boolean bad = !reasons.isEmpty();
        for (App app : apps) {
            Optional<Reason> reason = reason(app);
            reason.ifPresent(reasons::add);
            bad |= app.state() == AppState.Failed;
        }
        if (apps.isEmpty()) {
            return new Today(Verdict.Warning, sentence("apps.none"), List.copyOf(reasons));
        }
        long unprotected =
                apps.stream().filter(app -> app.lastRestorePoint() == null).count();
        if (bad) {
            return new Today(
                    Verdict.Bad,
                    sentence("apps.failing", "count", String.valueOf(reasons.size())),
                    List.copyOf(reasons));
        }
        Optional<App> running = apps.stream()
                .filter(app -> app.state() == AppState.Running || app.state() == AppState.Waiting)
                .findFirst();
        if (running.isPresent()) {
            return new Today(
                    Verdict.Running,
                    sentence("apps.running", "app", running.get().name()),
                    List.copyOf(reasons));
        }
        long paused =
                apps.stream().filter(app -> app.state() == AppState.Paused).count();
        if (paused > 0) {
            return new Today(
                    Verdict.Warning, sentence("apps.paused", "count", String.valueOf(paused)), List.copyOf(reasons));
        }
        if (unprotected > 0) {
            return new Today(
                    Verdict.Warning,
                    sentence("apps.unprotected", "count", String.valueOf(unprotected)),
                    List.copyOf(reasons));
        }
        Instant oldest = apps.stream()
                .map(App::lastRestorePoint)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new Today(
                Verdict.Good,
                new Sentence(
                        "apps.protected", Map.of("count", String.valueOf(apps.size()), "oldest", oldest.toString())),
                List.copyOf(reasons));
    }

    private static Optional<Reason> reason(App app) {
        return switch (app.state()) {
            case Failed ->
                Optional.of(new Reason(
                        app.name(),
                        sentence("app.failed", "problem", Objects.requireNonNullElse(app.problem(), "")),
                        sentence("app.seeRuns")));
            case Never -> Optional.of(new Reason(app.name(), sentence("app.never"), sentence("app.backUpNow")));
            case Paused -> Optional.of(new Reason(app.name(), sentence("app.paused"), sentence("app.resume")));
            case Protected, Running, Waiting -> Optional.empty();
        };
    }

    private static Sentence sentence(String key) {
        return new Sentence(key, Map.of());
    }

    private static Sentence sentence(String key, String name, String value) {
        return new Sentence(key, Map.of(name, value));
    }
}
