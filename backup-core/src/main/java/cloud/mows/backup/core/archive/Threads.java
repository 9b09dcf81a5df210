package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A fixed number of platform threads that work for one run; a task that throws fails the run. */
final class Threads implements AutoCloseable {
    private final ExecutorService executor;
    private final Run run;

    Threads(String name, int count, Run run) {
        this.run = run;
        this.executor = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    }

    /** Callers bound how much they hand in. */
    void submit(Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                run.fail(e);
            }
        });
    }

    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                run.fail(new BackupException(ProblemCode.CANCELLED, "interrupted", "", e));
                // A thread may be waiting for a storage that does not answer. What it leaves undone does not matter any
                // more.
                executor.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
