package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What happens on Ctrl-C and SIGTERM: the command's thread is interrupted and given some seconds to end in order, then the
 * locks are given back and the process ends with 130.
 */
public final class Interruption {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Engine> engines = new CopyOnWriteArrayList<>();
    private boolean cancelled;
    private boolean finished;

    private Interruption() {}

    /** One that no signal triggers. */
    public static Interruption never() {
        return new Interruption();
    }

    /** Watches this process; the calling thread is the one that runs the command. */
    public static Interruption ofProcess(Console console) {
        Interruption interruption = new Interruption();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.end(worker, console), "interruption"));
        return interruption;
    }

    private void end(Thread worker, Console console) {
        synchronized (this) {
            if (finished) {
                return;
            }
            cancelled = true;
        }
        worker.interrupt();
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            // Then without patience.
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            console.note("mows-backup: interrupted");
        }
        // Whatever the worker is stuck in, the locks must not outlive us.
        engines.forEach(Engine::releaseLock);
        console.flush();
        // Not the code of the signal: restic's.
        Runtime.getRuntime().halt(ProblemCode.CANCELLED.exitCode());
    }

    /** Locks of {@code engine} are given back at the end, whatever happens. */
    void watch(Engine engine) {
        engines.add(engine);
    }

    void closeEngines() {
        engines.forEach(Engine::close);
        engines.clear();
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Tells that the command ended by itself; false if a signal came first, which then ends the process. */
    public synchronized boolean finished() {
        finished = !cancelled;
        return finished;
    }
}
