package cloud.mows.backup.core.storage.layer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by sleeping. */
public final class ManualWaiting implements Waiting {
    private final List<Duration> sleeps = new ArrayList<>();
    private long nanos = 12_345;
    private Meanwhile meanwhile = () -> {};

    /** What others do while somebody sleeps. */
    public interface Meanwhile {
        void act() throws Exception;
    }

    public synchronized void onSleep(Meanwhile action) {
        meanwhile = action;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        nanos += duration.toNanos();
        try {
            meanwhile.act();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public synchronized void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    public synchronized Duration slept() {
        return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
