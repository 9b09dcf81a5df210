package cloud.mows.backup.core.work;

/** Bytes of a {@link ByteBudget} that somebody holds until {@link #close}. It may be closed by another thread. */
public final class Reservation implements AutoCloseable {
    private final ByteBudget budget;
    private long bytes;

    Reservation(ByteBudget budget, long bytes) {
        this.budget = budget;
        this.bytes = bytes;
    }

    /** What is held: what was asked for, at most the whole budget. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Gives back all but {@code keep} bytes, if more are held. */
    public void shrinkTo(long keep) {
        if (keep < 0) {
            throw new IllegalArgumentException("keep " + keep + " bytes");
        }
        long given;
        synchronized (this) {
            given = Math.max(0, bytes - keep);
            bytes -= given;
        }
        if (given > 0) {
            budget.release(given);
        }
    }

    /** Gives everything back; once is enough, twice does no harm. */
    @Override
    public void close() {
        shrinkTo(0);
    }
}
