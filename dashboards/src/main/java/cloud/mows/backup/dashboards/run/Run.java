package cloud.mows.backup.dashboards.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done in the repository, as it is now.
 *
 * @param app empty if it is of no app alone
 * @param startedAt null while it waits
 * @param filesTotal of what is known by now
 * @param current files that are being worked on
 * @param message how it ended, for people
 * @param next what to do about it
 * @param problems what could not be saved or restored, the first of them
 * @param restorePoint that a backup made, or that a restore takes from
 * @param safetyRestorePoint of a restore: holds what it overwrote
 * @param result of a restore: the directory that files were put into
 */
public record Run(
        String id,
        String app,
        RunKind kind,
        RunPhase phase,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long filesDone,
        long filesTotal,
        long bytesDone,
        long bytesTotal,
        long bytesPerSecond,
        @Nullable Long secondsLeft,
        List<String> current,
        @Nullable String message,
        @Nullable String next,
        List<String> problems,
        @Nullable String restorePoint,
        @Nullable String safetyRestorePoint,
        @Nullable String result) {
    static Run waiting(String id, String app, RunKind kind, Instant now) {
        return new Run(
                id,
                app,
                kind,
                RunPhase.Waiting,
                now,
                null,
                null,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** Whether it waits or goes on. */
    @JsonIgnore
    public boolean isActive() {
        return phase == RunPhase.Waiting || phase == RunPhase.Running;
    }

    Run begun(Instant now) {
        return new Draft(this).phase(RunPhase.Running).started(now).run();
    }

    Run progressed(ChildReport.Status status, long perSecond) {
        return new Draft(this).progress(status, perSecond).run();
    }

    Run saying(@Nullable String what, @Nullable String then) {
        return new Draft(this).message(what, then).run();
    }

    Run withProblems(List<String> all) {
        return new Draft(this).problems(all).run();
    }

    Run withRestorePoint(String point) {
        return new Draft(this).restorePoint(point).run();
    }

    Run withSafetyRestorePoint(String point) {
        return new Draft(this).safetyRestorePoint(point).run();
    }

    Run into(@Nullable String directory) {
        return new Draft(this).result(directory).run();
    }

    Run ended(Instant now, Outcome outcome) {
        return new Draft(this)
                .phase(outcome.phase())
                .ended(now)
                .message(outcome.message(), outcome.next())
                .run();
    }

    /** A run that is being changed. */
    private static final class Draft {
        private final Run from;
        private RunPhase phase;
        private @Nullable Instant startedAt;
        private @Nullable Instant endedAt;
        private ChildReport.Status status;
        private long perSecond;
        private @Nullable String message;
        private @Nullable String next;
        private List<String> problems;
        private @Nullable String restorePoint;
        private @Nullable String safety;
        private @Nullable String result;

        Draft(Run from) {
            this.from = from;
            phase = from.phase;
            startedAt = from.startedAt;
            endedAt = from.endedAt;
            status = new ChildReport.Status(
                    from.filesDone,
                    from.filesTotal,
                    from.bytesDone,
                    from.bytesTotal,
                    from.secondsLeft == null ? OptionalLong.empty() : OptionalLong.of(from.secondsLeft),
                    from.current);
            perSecond = from.bytesPerSecond;
            message = from.message;
            next = from.next;
            problems = from.problems;
            restorePoint = from.restorePoint;
            safety = from.safetyRestorePoint;
            result = from.result;
        }

        Draft phase(RunPhase now) {
            phase = now;
            return this;
        }

        Draft started(Instant now) {
            startedAt = now;
            return this;
        }

        Draft ended(Instant now) {
            endedAt = now;
            status = new ChildReport.Status(
                    status.filesDone(),
                    status.filesTotal(),
                    status.bytesDone(),
                    status.bytesTotal(),
                    OptionalLong.empty(),
                    List.of());
            return this;
        }

        Draft progress(ChildReport.Status now, long rate) {
            status = now;
            perSecond = rate;
            return this;
        }

        Draft message(@Nullable String what, @Nullable String then) {
            message = what;
            next = then;
            return this;
        }

        Draft problems(List<String> all) {
            problems = all;
            return this;
        }

        Draft restorePoint(String point) {
            restorePoint = point;
            return this;
        }

        Draft safetyRestorePoint(String point) {
            safety = point;
            return this;
        }

        Draft result(@Nullable String directory) {
            result = directory;
            return this;
        }

        Run run() {
            return new Run(
                    from.id,
                    from.app,
                    from.kind,
                    phase,
                    from.createdAt,
                    startedAt,
                    endedAt,
                    status.filesDone(),
                    status.filesTotal(),
                    status.bytesDone(),
                    status.bytesTotal(),
                    perSecond,
                    status.secondsLeft().isPresent() ? status.secondsLeft().getAsLong() : null,
                    status.current(),
                    message,
                    next,
                    problems,
                    restorePoint,
                    safety,
                    result);
        }
    }
}
