package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done to a repository by a schedule, and the condition that tells of it. */
final class RepeatedTask {
    static final String RUNNING = "Running";
    private static final String WAITING = "Waiting";

    private final Repository repository;
    private final String type;
    private final String word;
    private final ScheduleParser reading;
    private final Optional<Instant> last;
    private final Instant now;

    /**
     * @param type of the condition
     * @param word for the task, as its field is called
     * @param cluster schedule of the whole cluster, whose time zone and hours a schedule without its own has
     * @param last when it was last done
     */
    RepeatedTask(
            Repository repository,
            String type,
            String word,
            Schedule schedule,
            Schedule cluster,
            @Nullable Instant last,
            Instant now) {
        this.repository = repository;
        this.type = type;
        this.word = word;
        this.reading = ScheduleParser.read(
                schedule, cluster, word + "/" + repository.getMetadata().getName(), now);
        this.last = Optional.ofNullable(last);
        this.now = now;
    }

    private Instant since() {
        return last.orElseGet(() -> Instant.parse(repository.getMetadata().getCreationTimestamp()));
    }

    /** When it is due after it was last done: in the past if it has not been done since. */
    Optional<Instant> dueSince() {
        return timetable().flatMap(timetable -> timetable.next(since()));
    }

    /** Whether the last one failed, or found that something is wrong. */
    boolean hasFailed() {
        return condition().stream().anyMatch(condition -> condition.status() == ConditionStatus.FALSE);
    }

    /** The newest moment that it was to start at and has not. */
    Optional<Instant> due() {
        Instant since = since();
        return timetable()
                .filter(timetable -> timetable
                        .due(Optional.of(since), now)
                        .filter(due -> !due.isAfter(now))
                        .isPresent())
                .flatMap(timetable -> timetable.latest(since, now));
    }

    @Nullable
    Instant next() {
        return timetable().flatMap(timetable -> timetable.next(now)).orElse(null);
    }

    private Optional<Timetable> timetable() {
        return switch (reading) {
            case ScheduleParser.Usable(Timetable timetable) -> Optional.of(timetable);
            case ScheduleParser.Unusable _ -> Optional.empty();
        };
    }

    /** Says that it goes on. */
    static Optional<Condition> running(Repository repository, String type) {
        return Optional.ofNullable(repository.getStatus())
                .flatMap(status -> Condition.find(status.conditions(), type))
                .filter(condition -> condition.reason().equals(RUNNING));
    }

    boolean isRunning() {
        return running(repository, type).isPresent();
    }

    /** As it stands there. */
    List<Condition> condition() {
        return standing(repository, type);
    }

    /** The condition of this type as it stands there. */
    static List<Condition> standing(Repository repository, String type) {
        return Optional.ofNullable(repository.getStatus())
                .flatMap(status -> Condition.find(status.conditions(), type))
                .stream()
                .toList();
    }

    /** What came of it the last time, as far as that stands there. */
    List<Condition> idle() {
        return switch (reading) {
            case ScheduleParser.Unusable(String why) ->
                told(
                        ConditionStatus.FALSE,
                        "InvalidSchedule",
                        "The schedule of " + word + " cannot be followed: " + why + ".");
            case ScheduleParser.Usable _ ->
                condition().stream()
                        .filter(condition -> condition.status() != ConditionStatus.UNKNOWN)
                        .toList();
        };
    }

    List<Condition> waits(String message) {
        return told(ConditionStatus.UNKNOWN, WAITING, message);
    }

    List<Condition> runs(String message) {
        return told(ConditionStatus.UNKNOWN, RUNNING, message);
    }

    List<Condition> is(boolean well, String reason, String message) {
        return told(well ? ConditionStatus.TRUE : ConditionStatus.FALSE, reason, message);
    }

    private List<Condition> told(ConditionStatus status, String reason, String message) {
        long generation = Objects.requireNonNullElse(repository.getMetadata().getGeneration(), 0L);
        return List.of(new Verdict(type, status, reason, message).condition(condition(), now, generation));
    }
}
