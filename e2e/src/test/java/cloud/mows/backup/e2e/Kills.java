package cloud.mows.backup.e2e;

import java.time.Duration;
import java.util.SplittableRandom;

/** Ends processes by SIGKILL at random moments of the time that they need undisturbed. */
final class Kills {
    /** Runs that may come to their end before they are killed, for each that is. */
    private static final int RUNS_PER_KILL_MAX = 6;

    private final SplittableRandom random;

    private Kills(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Kills seeded(String test) {
        Long given = Long.getLong("seed");
        long seed = given != null ? given : System.nanoTime();
        System.out.println(test + ": seed=" + seed);
        return new Kills(seed);
    }

    SplittableRandom random() {
        return random;
    }

    /** Starts the process for one kill. */
    @FunctionalInterface
    interface Start {
        Started start() throws Exception;
    }

    /** What is done after each kill. */
    @FunctionalInterface
    interface After {
        void killed(int number) throws Exception;
    }

    /** Kills {@code count} processes; those that end before their moment do not count, but must end well. */
    void kill(String what, int count, Duration undisturbed, Start start, After after) throws Exception {
        long longest = undisturbed.toNanos();
        int killed = 0;
        int runs = 0;
        while (killed < count) {
            runs++;
            if (runs > count * RUNS_PER_KILL_MAX) {
                throw new AssertionError(what + ": only " + killed + " of " + runs + " runs could be killed");
            }
            Duration moment = Duration.ofNanos(random.nextLong(longest));
            try (Started started = start.start()) {
                if (started.endsWithin(moment)) {
                    Finished finished = started.finish().exits(0);
                    longest = Math.min(longest, finished.took().toNanos());
                    continue;
                }
                started.kill();
            }
            killed++;
            after.killed(killed);
        }
        System.out.printf("%s: %d kills in %d runs of up to %d ms%n", what, killed, runs, undisturbed.toMillis());
    }
}
