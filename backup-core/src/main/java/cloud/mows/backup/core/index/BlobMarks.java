package cloud.mows.backup.core.index;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** One bit for each place of a {@link BlobTable}. Safe for many threads. */
public final class BlobMarks {
    private final AtomicLongArray words;
    private final LongAdder count = new LongAdder();

    public BlobMarks(BlobTable table) {
        this.words = new AtomicLongArray(Math.toIntExact((table.size() + 63) >>> 6));
    }

    /** @return false if it was marked before */
    public boolean set(long place) {
        int word = (int) (place >>> 6);
        long bit = 1L << place;
        if ((words.getPlain(word) & bit) != 0 || (words.getAndAccumulate(word, bit, (a, b) -> a | b) & bit) != 0) {
            return false;
        }
        count.increment();
        return true;
    }

    public boolean get(long place) {
        return (words.get((int) (place >>> 6)) & 1L << place) != 0;
    }

    /** How many are marked. */
    public long count() {
        return count.sum();
    }
}
