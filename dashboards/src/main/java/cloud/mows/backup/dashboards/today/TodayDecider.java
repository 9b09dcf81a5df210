package cloud.mows.backup.dashboards.today;

import cloud.mows.backup.dashboards.app.App;
import cloud.mows.backup.dashboards.app.AppState;
import cloud.mows.backup.dashboards.today.Today.Reason;
import cloud.mows.backup.dashboards.today.Today.Sentence;
import cloud.mows.backup.dashboards.today.Today.Verdict;
import cloud.mows.backup.dashboards.upkeep.PlaceStatus;
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
    static Today decide(
            boolean ready,
            List<String> broken,
            Optional<String> repositoryProblem,
            List<PlaceStatus> places,
            List<App> apps) {
        if (!ready) {
            return new Today(Verdict.Warning, sentence("setup.unfinished"), List.of());
        }
        List<Reason> reasons = new ArrayList<>();
        broken.forEach(document -> reasons.add(
                new Reason(null, sentence("document.broken", "document", document), sentence("document.correct"))));
        repositoryProblem.ifPresent(problem -> reasons.add(
                new Reason(null, sentence("repository.unreadable", "problem", problem), sentence("repository.look"))));
        places.forEach(place -> damage(place).ifPresent(reasons::add));
        boolean bad = !reasons.isEmpty();
        for (App app : apps) {
            Optional<Reason> reason = reason(app);
            reason.ifPresent(reasons::add);
            bad |= app.state() == AppState.Failed;
        }
        List<Reason> neglected =
                places.stream().flatMap(place -> neglected(place).stream()).toList();
        reasons.addAll(neglected);
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
        if (!neglected.isEmpty()) {
            return new Today(Verdict.Warning, sentence("place.neglected"), List.copyOf(reasons));
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

    private static Optional<Reason> damage(PlaceStatus place) {
        return Optional.ofNullable(place.checkProblem())
                .map(problem ->
                        new Reason(null, sentence("place.checkFailed", "problem", problem), sentence("place.check")));
    }

    /** What was not done that keeps the copies in order. */
    private static List<Reason> neglected(PlaceStatus place) {
        List<Reason> reasons = new ArrayList<>();
        if (place.pruneProblem() != null) {
            reasons.add(new Reason(
                    null, sentence("place.cleanUpFailed", "problem", place.pruneProblem()), sentence("place.again")));
        } else if (place.pruneLate()) {
            reasons.add(new Reason(null, sentence("place.cleanUpLate"), sentence("place.again")));
        }
        if (place.checkProblem() == null && place.checkLate()) {
            reasons.add(new Reason(null, sentence("place.checkLate"), sentence("place.check")));
        }
        return reasons;
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
