package cloud.mows.backup.app.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Ends the process when reading objects stands still or takes too long, whatever it hangs in: a reader that never ends keeps its
 * place among the backups that may run, and two of them would stop all others. Time in which what was read is handed over does not count: how
 * long that takes is not the API server's doing, and the Job has a deadline of its own.
 */
final class ReadingWatch implements AutoCloseable {
    /** Longer than a request with all its retries. */
    static final Duration STILL_MAX = Duration.ofMinutes(3);

    static final Duration WHOLE_MAX = Duration.ofMinutes(20);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Instant start;
    private final Thread thread = new Thread(this::watch, "reading-watch");
    private volatile Asked last;

    /** @param busy how long things were handed over until then, all in all */
    private record Asked(String what, Instant at, Duration busy, boolean handsOver) {}

    ReadingWatch(InstantSource clock) {
        this.clock = clock;
        start = clock.instant();
        last = new Asked("nothing", start, Duration.ZERO, false);
    }

    static ReadingWatch start(InstantSource clock) {
        ReadingWatch watch = new ReadingWatch(clock);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** @param what is asked for next */
    void asks(String what) {
        last = new Asked(what, clock.instant(), last.busy(), false);
    }

    /** Hands over something that was read. */
    <T> T handOver(Supplier<T> handing) {
        handsOver();
        try {
            return handing.get();
        } finally {
            handedOver();
        }
    }

    /** Something that was read is handed over from now on. For the thread that asks. */
    void handsOver() {
        last = new Asked(last.what(), clock.instant(), last.busy(), true);
    }

    /** It was taken. */
    void handedOver() {
        Instant now = clock.instant();
        last = new Asked(last.what(), now, last.busy().plus(Duration.between(last.at(), now)), false);
    }

    /** Why reading has to end now; empty while all is well. */
    Optional<String> verdict() {
        Asked asked = last;
        Instant now = clock.instant();
        if (asked.handsOver()) {
            return Optional.empty();
        }
        if (asked.at().plus(STILL_MAX).isBefore(now)) {
            return Optional.of("the API server gave no answer for " + STILL_MAX.toMinutes()
                    + " minutes when it was asked for " + asked.what());
        }
        if (start.plus(WHOLE_MAX).plus(asked.busy()).isBefore(now)) {
            return Optional.of("the objects could not be read within " + WHOLE_MAX.toMinutes()
                    + " minutes; the last that was asked for: " + asked.what());
        }
        return Optional.empty();
    }

    private void watch() {
        Optional<String> verdict = verdict();
        try {
            while (verdict.isEmpty()) {
                Thread.sleep(LOOK_AGAIN);
                verdict = verdict();
            }
        } catch (InterruptedException e) {
            return;
        }
        System.err.println("mows-backup: " + verdict.get());
        System.err.flush();
        // Not exit, which would wait for hooks that may hang like the rest.
        Runtime.getRuntime().halt(1);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
