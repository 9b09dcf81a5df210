package cloud.mows.backup.core.storage.layer;

import java.time.Duration;

/** Time as far as a layer needs it: how much has passed, and waiting for more. */
public interface Waiting {
    /** Of the machine. */
    Waiting REAL = new Waiting() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    /** Counts from anywhere and never backwards. */
    long nanos();

    void sleep(Duration duration) throws InterruptedException;
}
