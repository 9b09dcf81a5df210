package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes a mover of a run forward: begins it when its repository can be used, and anew when it failed for a reason that may pass. */
final class TargetStep {
    /** Large images come over slow lines. */
    static final Duration START_WITHIN = Duration.ofMinutes(20);

    /** After which others get the place of a run whose pods do not start. */
    static final Duration USUAL_START = Duration.ofMinutes(2);

    /**
     * Before each further try, beside what the Job itself waits. Together more than an hour, within which a repository that is away
     * is noticed; waiting for that takes no try away.
     */
    static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(20), Duration.ofMinutes(60));

    private final Mover mover;
    private final RunSettings settings;
    private final Instant now;

    TargetStep(Mover mover, RunSettings settings, Instant now) {
        this.mover = mover;
        this.settings = settings;
        this.now = now;
    }

    /**
     * @param repository that the task saves into
     * @param retries that there were
     * @param task to be begun; empty if it cannot be made up at present, because of what the reason says
     */
    Target step(String repository, MoverTask.Identity identity, int retries, Supplier<NextTask> task) {
        Optional<MoverState> followed = mover.follow(identity);
        Optional<String> objection = settings.objection(repository);
        if (followed.isEmpty()) {
            return objection.isPresent() ? waits(repository, objection.get()) : begin(repository, task.get());
        }
        return switch (followed.get()) {
            case MoverState.Running running ->
                late(running)
                        .map(failed -> again(repository, identity, retries, failed))
                        .orElseGet(() -> new Target.Going(repository, running.doing(), waitsFor(running), false));
            case MoverState.Ended ended -> new Target.There(repository, ended);
            case MoverState.Failed failed ->
                failed.again() && objection.isPresent()
                        ? waits(repository, objection.get())
                        : again(repository, identity, retries, failed);
        };
    }

    /** A pod that cannot start keeps others from running: that it will is not hoped for until the deadline of the run. */
    private Optional<MoverState.Failed> late(MoverState.Running running) {
        return Optional.ofNullable(running.pendingSince())
                .map(since -> since.plus(START_WITHIN))
                .filter(end -> !end.isAfter(now))
                .map(end -> new MoverState.Failed(
                        "its pod did not start within " + START_WITHIN.toMinutes() + " minutes: " + running.doing(),
                        true,
                        end));
    }

    private Target.Waits waitsFor(MoverState.Running running) {
        Instant since = running.pendingSince();
        return since != null && !since.plus(USUAL_START).isAfter(now) ? Target.Waits.POD : Target.Waits.NOTHING;
    }

    private static Target waits(String repository, String objection) {
        return new Target.Going(repository, "waits: " + objection, Target.Waits.REPOSITORY, false);
    }

    private Target begin(String repository, NextTask next) {
        return switch (next) {
            case NextTask.Ready(MoverTask task) ->
                switch (mover.move(task)) {
                    case MoverState.Running running ->
                        new Target.Going(repository, running.doing(), Target.Waits.NOTHING, false);
                    case MoverState.Ended ended -> new Target.There(repository, ended);
                    case MoverState.Failed failed -> new Target.Missing(repository, failed.reason());
                };
            case NextTask.Later(String why) -> new Target.Going(repository, why, Target.Waits.NOTHING, false);
            case NextTask.Never(String why) -> new Target.Missing(repository, why);
        };
    }

    private Target again(String repository, MoverTask.Identity identity, int retries, MoverState.Failed failed) {
        if (!failed.again() || retries >= PAUSES.size()) {
            return new Target.Missing(repository, failed.reason());
        }
        Instant at = failed.at() == null ? now : failed.at().plus(PAUSES.get(retries));
        if (now.isBefore(at)) {
            return new Target.Going(
                    repository, failed.reason() + "; is tried again at " + at, Target.Waits.NOTHING, false);
        }
        mover.remove(identity);
        return new Target.Going(repository, "is tried again, because: " + failed.reason(), Target.Waits.NOTHING, true);
    }

    /** What is to be begun. */
    sealed interface NextTask {
        record Ready(MoverTask task) implements NextTask {}

        record Later(String why) implements NextTask {}

        record Never(String why) implements NextTask {}
    }
}
