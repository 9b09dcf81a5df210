package cloud.mows.backup.core.foreign;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Things that are dear to make, such as native memory, lent to one thread at a time: a bounded number is kept, however many
 * threads there are. Nobody waits; who finds none gets a new one.
 */
public final class SlotPool<T> {
    private static final int SLOTS = 64;
    private static final int TRIES = 8;

    private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);
    private final Supplier<T> maker;

    public SlotPool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Lends one, to be given back by {@link #give}. */
    public T take() {
        int slot = (int) Thread.currentThread().threadId();
        for (int i = 0; i < TRIES; i++) {
            T kept = slots.getAndSet(slot + i & SLOTS - 1, null);
            if (kept != null) {
                return kept;
            }
        }
        return maker.get();
    }

    /** @return false if there is no room for it: then it is the caller's to dispose of */
    public boolean give(T thing) {
        int slot = (int) Thread.currentThread().threadId();
        for (int i = 0; i < TRIES; i++) {
            if (slots.compareAndSet(slot + i & SLOTS - 1, null, thing)) {
                return true;
            }
        }
        return false;
    }
}
