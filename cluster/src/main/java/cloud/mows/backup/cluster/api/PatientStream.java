package cloud.mows.backup.cluster.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does not wait without end for the next byte: a connection may be dead without anybody having said so. What is below has to end a read
 * when its thread is interrupted. For one thread.
 */
final class PatientStream extends FilterInputStream {
    /** Forgets at once what is over: a fast stream is read thousands of times a second. */
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Duration stillMax;

    PatientStream(InputStream in, Duration stillMax) {
        super(in);
        this.stillMax = stillMax;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Wait wait = new Wait(Thread.currentThread());
        Future<?> patience = TIMER.schedule(wait::giveUp, stillMax.toMillis(), TimeUnit.MILLISECONDS);
        int count;
        try {
            count = super.read(into, offset, length);
        } catch (IOException | RuntimeException e) {
            if (wait.isGivenUp()) {
                throw tooLong(e);
            }
            throw e;
        } finally {
            patience.cancel(false);
        }
        if (wait.isGivenUp()) {
            throw tooLong(null);
        }
        return count;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("patience").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** How many reads are waited for, of all streams. */
    static int waiting() {
        return TIMER.getQueue().size();
    }

    private IOException tooLong(Exception cause) {
        InterruptedIOException still =
                new InterruptedIOException("nothing came for " + stillMax.toMinutes() + " minutes");
        still.initCause(cause);
        return still;
    }

    /** Of one read. */
    private static final class Wait {
        private final Thread reader;
        private boolean over;
        private boolean givenUp;

        Wait(Thread reader) {
            this.reader = reader;
        }

        synchronized void giveUp() {
            if (!over) {
                givenUp = true;
                reader.interrupt();
            }
        }

        /** To be asked when the read is over; the interruption was ours then. */
        synchronized boolean isGivenUp() {
            over = true;
            if (givenUp) {
                Thread.interrupted();
            }
            return givenUp;
        }
    }
}
