package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.PosixProcess;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.target.Target;
import org.jspecify.annotations.Nullable;

/** Restores a tree into a target. */
public final class Extractor {
    /** Each has buffers of some 12 MiB. */
    private static final int THREADS_MAX = 6;

    /** A store that is not better with more reads at once has no latency to hide. */
    private static final int NEAR_CONCURRENCY = 4;

    private final Repository repository;
    private final ExtractObserver observer;

    public Extractor(Repository repository, ExtractObserver observer) {
        this.repository = repository;
        this.observer = observer;
    }

    /**
     * @param target where to; null only for a dry run into a place that does not exist
     * @throws BackupException if the restore could not go on: the repository's index or the folder itself cannot be read,
     *     the disk is full, or the thread was interrupted. Whatever is a whole file by then stays
     */
    public ExtractReport extract(ExtractRequest request, @Nullable Target target) {
        if (target == null && !request.dryRun()) {
            throw new BackupException(ProblemCode.USAGE, "no target", "say where to restore to with --target");
        }
        Tally tally = new Tally(observer, PosixProcess.effectiveUserId() == 0);
        Run run = new Run(repository, request, tally, target);
        DirectoryJob root = DirectoryJob.root(tally, target == null ? null : target.root());
        try (Workers workers = new Workers(threads())) {
            FilePlanner planner = new FilePlanner(run, workers);
            new Walker(run, new Entries(run, planner)).walk(root, request.tree());
            planner.flush();
            workers.join();
            if (!request.dryRun()) {
                run.written().finish(workers);
                workers.join();
            }
        } finally {
            run.abandonBegun();
        }
        BackupException end = tally.end();
        if (end != null) {
            throw end;
        }
        if (!request.dryRun()) {
            run.written().sync();
        }
        tally.tellUnset();
        return tally.report();
    }

    /** Beside the walker, which works with them when it has nothing better to do. A near store needs no more than the cores. */
    private int threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        int reads = repository.concurrency();
        return Math.clamp(reads > NEAR_CONCURRENCY ? Math.max(reads, cores) : cores, 2, THREADS_MAX);
    }
}
