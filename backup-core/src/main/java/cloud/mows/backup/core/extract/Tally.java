package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.target.MetadataProblem;
import cloud.mows.backup.core.target.TargetException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts, and tells the observer. Safe for many threads. */
final class Tally {
    private final ExtractObserver observer;
    private final boolean isRoot;
    private final LongAdder files = new LongAdder();
    private final LongAdder restored = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder bytesRestored = new LongAdder();
    private final LongAdder bytesSkipped = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final LongAdder problems = new LongAdder();
    private final UnsetMetadata unset = new UnsetMetadata();
    private final AtomicReference<@Nullable BackupException> end = new AtomicReference<>();

    Tally(ExtractObserver observer, boolean isRoot) {
        this.observer = observer;
        this.isRoot = isRoot;
    }

    void found(long size) {
        files.increment();
        bytes.add(size);
        observer.found(size);
    }

    void wrote(long count) {
        bytesRestored.add(count);
        observer.wrote(count);
    }

    void done(ExtractAction action, BytePath location, long size) {
        switch (action) {
            case RESTORED, UPDATED -> restored.increment();
            case UNCHANGED, SKIPPED -> {
                skipped.increment();
                bytesSkipped.add(size);
            }
            case DELETED -> deleted.increment();
        }
        observer.done(action, location, size);
    }

    /** Something in a directory that is deleted as a whole. */
    void deletedBelow() {
        deleted.increment();
    }

    void verified() {
        verified.increment();
    }

    void failed(BytePath location, Problem problem) {
        problems.increment();
        observer.failed(location, problem);
    }

    void failed(BytePath location, ProblemCode code, String message) {
        failed(location, Problem.of(code, location + ": " + message));
    }

    void failed(BytePath location, BackupException e) {
        Problem problem = e.problem();
        failed(location, new Problem(problem.code(), location + ": " + problem.message(), problem.hint()));
    }

    void failed(BytePath location, TargetException e) {
        Problem problem = Problem.of(ProblemCode.LOCAL_IO, e.getMessage());
        failed(location, problem);
        if (e instanceof TargetException.Full) {
            // Every file after it would fail as well, and some small ones would not: nobody could tell what is there.
            end.compareAndSet(
                    null,
                    new BackupException(
                            ProblemCode.LOCAL_IO,
                            "the disk is full: " + e.getMessage(),
                            "make room and run the same restore again: it goes on with what is missing (a file that is replaced"
                                    + " needs room beside its new content until that is whole)",
                            e));
        }
    }

    /** The content is there. What will be the same for every file is told once, at the end. */
    void metadata(Supplier<BytePath> location, List<MetadataProblem> found) {
        for (MetadataProblem problem : found) {
            if (problem.isGeneral()) {
                unset.add(problem, location);
            } else {
                failed(location.get(), Problem.of(ProblemCode.LOCAL_IO, problem.toString()));
            }
        }
    }

    /** At the end. That a user's restore cannot give files away is no failure. */
    void tellUnset() {
        unset.forEach((part, location, text) -> {
            if (part == MetadataProblem.Part.OWNER && !isRoot) {
                observer.limited(text);
            } else {
                failed(location, Problem.of(ProblemCode.LOCAL_IO, text));
            }
        });
    }

    /** Why nothing more is to be begun; null as long as the work goes on. */
    @Nullable
    BackupException end() {
        return end.get();
    }

    ExtractReport report() {
        return new ExtractReport(
                files.sum(),
                restored.sum(),
                skipped.sum(),
                deleted.sum(),
                bytes.sum(),
                bytesRestored.sum(),
                bytesSkipped.sum(),
                verified.sum(),
                problems.sum());
    }
}
