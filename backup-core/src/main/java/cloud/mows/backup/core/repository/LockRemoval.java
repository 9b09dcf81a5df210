package cloud.mows.backup.core.repository;

import java.time.Duration;

/**
 * Removes locks on a thread of its own: that of a command that was interrupted could not ask a remote storage any more. Who
 * waits for it and is interrupted, or was before, waits some seconds more and no longer.
 */
final class LockRemoval {
    private static final Duration HURRY = Duration.ofSeconds(5);

    private final Thread thread;

    LockRemoval(Runnable removal) {
        this.thread = Thread.ofPlatform().daemon().name("lock-removal").start(removal);
    }

    /** Waits for it. */
    void await() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!interrupted) {
                thread.join();
                return;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            await(HURRY);
        } finally {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits so long and no longer, also if interrupted. */
    void await(Duration patience) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
