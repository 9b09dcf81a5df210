package cloud.mows.backup.core.work;

import java.util.Collection;

/** Waiting for threads that will certainly end, whatever happens to the one who waits. */
final class Joining {
    private Joining() {}

    /** Returns when all have ended; an interrupt meanwhile is set again at the end. */
    static void allUninterruptibly(Collection<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread != Thread.currentThread() && thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
