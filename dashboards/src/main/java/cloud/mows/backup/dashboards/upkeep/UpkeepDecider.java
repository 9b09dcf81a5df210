package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** When the repository is kept in order. Pure. */
final class UpkeepDecider {
    /** After one that did not go well, or that somebody cancelled. */
    static final Duration AGAIN_AFTER = Duration.ofHours(1);

    private UpkeepDecider() {}

    /**
     * @param forgettable whether there is something that is no longer kept
     * @param pruning when room is given back
     * @param checking when it is checked
     */
    static UpkeepTask next(UpkeepState state, boolean forgettable, Timetable pruning, Timetable checking, Instant now) {
        boolean prune = isDue(state.pruned(), state.since(), pruning, now);
        if (prune || (forgettable && mayTry(state.forgotten(), now))) {
            return new UpkeepTask.CleanUp(prune);
        }
        return isDue(state.checked(), state.since(), checking, now)
                ? new UpkeepTask.Check(state.nextPart(), state.parts())
                : new UpkeepTask.None();
    }

    private static boolean isDue(UpkeepState.Done done, Instant since, Timetable timetable, Instant now) {
        return mayTry(done, now)
                && timetable
                        .due(Optional.of(last(done, since)), now)
                        .filter(due -> !due.isAfter(now))
                        .isPresent();
    }

    private static Instant last(UpkeepState.Done done, Instant since) {
        return Objects.requireNonNullElse(done.last(), since);
    }

    private static boolean mayTry(UpkeepState.Done done, Instant now) {
        return done.tried() == null
                || done.tried().equals(done.last())
                || !done.tried().plus(AGAIN_AFTER).isAfter(now);
    }

    /** Whether it should have been done by now and was not. */
    static boolean isLate(UpkeepState.Done done, Instant since, Timetable timetable, Instant now) {
        return timetable.isTwoBehind(last(done, since), now);
    }
}
