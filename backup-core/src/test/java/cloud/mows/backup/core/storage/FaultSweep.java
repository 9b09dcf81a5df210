package cloud.mows.backup.core.storage;

import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a piece of work with a fault at operation 1, 2, 3 … until it succeeds without meeting the fault, and checks the
 * store after each run:
 *
 * <pre>{@code
 * FaultSweep.with(Fault::crashAfter)
 *     .over(prepared::copy)
 *     .run(storage -> backup(storage), (storage, failure) -> {
 *         backup(storage);              // the next run goes on from what is durable
 *         assertThat(check(storage)).isEmpty();
 *     });
 * }</pre>
 */
public final class FaultSweep {
    private static final long RUNS_MAX = 20_000;

    /** May fail; it gets the store with the fault. */
    @FunctionalInterface
    public interface Work {
        void run(FaultyStorage storage) throws Exception;
    }

    /** Gets the same store without the fault, and what the work threw: null if it came through. */
    @FunctionalInterface
    public interface Afterwards {
        void check(Storage storage, @Nullable Exception failure) throws Exception;
    }

    private final LongFunction<Fault> faultAt;
    private final Supplier<? extends Storage> place;

    private FaultSweep(LongFunction<Fault> faultAt, Supplier<? extends Storage> place) {
        this.faultAt = faultAt;
        this.place = place;
    }

    /** {@code with(Fault::crashBefore)}, {@code with(n -> Fault.save().number(n).losesItsAnswer())}. */
    public static Needs with(LongFunction<Fault> faultAt) {
        return place -> new FaultSweep(faultAt, place);
    }

    /** The second half of the sentence. */
    @FunctionalInterface
    public interface Needs {
        /** The place for each run: a fresh one, or a copy of a prepared one. */
        FaultSweep over(Supplier<? extends Storage> place);
    }

    /** Returns how often the fault struck: a test should know that it was more than never. */
    public long run(Work work, Afterwards afterwards) throws Exception {
        for (long n = 1; n <= RUNS_MAX; n++) {
            FaultyStorage storage = new FaultyStorage(place.get(), faultAt.apply(n));
            Exception failure = null;
            try {
                work.run(storage);
            } catch (Exception e) {
                failure = e;
            }
            boolean struck = storage.struck();
            if (!struck && failure != null) {
                throw new AssertionError("the work fails even without a fault (run " + n + ")", failure);
            }
            try {
                afterwards.check(storage.inner(), failure);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "after the fault at operation " + n + ", which made it fail with " + failure, e);
            }
            if (!struck) {
                return n - 1;
            }
        }
        throw new AssertionError("no end after " + RUNS_MAX + " runs: does the work retry for ever?");
    }
}
