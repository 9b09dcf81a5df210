package cloud.mows.backup.app.browse;

import java.time.Duration;

/** For how long nobody has been at work. */
final class Idleness {
    private int busy;
    private long idleSince = System.nanoTime();

    /** Somebody is at work until it is closed. */
    interface Busy extends AutoCloseable {
        @Override
        void close();
    }

    synchronized Busy busy() {
        busy++;
        return this::done;
    }

    private synchronized void done() {
        busy--;
        idleSince = System.nanoTime();
        notifyAll();
    }

    /** Returns when nobody was at work for so long. */
    synchronized void await(Duration time) throws InterruptedException {
        while (true) {
            long rest = busy > 0 ? time.toMillis() : time.toMillis() - (System.nanoTime() - idleSince) / 1_000_000;
            if (rest <= 0) {
                return;
            }
            wait(rest);
        }
    }
}
