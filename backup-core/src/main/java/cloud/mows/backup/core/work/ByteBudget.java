package cloud.mows.backup.core.work;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes may be in flight. Whoever wants to hold bytes acquires them first and waits its turn: first come, first
 * served, so that a large request is not starved by small ones. A request for more than the whole budget gets all of it,
 * alone. Thread-safe.
 */
public final class ByteBudget {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private final long total;
    private long used;
    private long peak;

    private static final class Waiter {
        final long bytes;
        final Condition turn;
        boolean granted;

        Waiter(long bytes, Condition turn) {
            this.bytes = bytes;
            this.turn = turn;
        }
    }

    /** @param totalBytes at least 1 */
    public ByteBudget(long totalBytes) {
        if (totalBytes < 1) {
            throw new IllegalArgumentException("a budget of " + totalBytes + " bytes");
        }
        total = totalBytes;
    }

    /**
     * Waits until the bytes are free and takes them.
     *
     * @param bytes not negative
     * @throws InterruptedException if the caller is interrupted while it waits; then it holds nothing
     */
    public Reservation acquire(long bytes) throws InterruptedException {
        long wanted = wanted(bytes);
        lock.lockInterruptibly();
        try {
            if (!take(wanted)) {
                await(wanted);
            }
            return new Reservation(this, wanted);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the bytes if they are free and nobody waits; else null. */
    public @Nullable Reservation tryAcquire(long bytes) {
        long wanted = wanted(bytes);
        lock.lock();
        try {
            return take(wanted) ? new Reservation(this, wanted) : null;
        } finally {
            lock.unlock();
        }
    }

    public long total() {
        return total;
    }

    /** Bytes that are held now. */
    public long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** The most bytes that were ever held at a time. */
    public long peak() {
        lock.lock();
        try {
            return peak;
        } finally {
            lock.unlock();
        }
    }

    /** How many callers wait now. */
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private long wanted(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a request for " + bytes + " bytes");
        }
        return Math.min(bytes, total);
    }

    private boolean take(long bytes) {
        if (!waiters.isEmpty() || bytes > total - used) {
            return false;
        }
        hold(bytes);
        return true;
    }

    private void hold(long bytes) {
        used += bytes;
        peak = Math.max(peak, used);
    }

    private void await(long bytes) throws InterruptedException {
        Waiter self = new Waiter(bytes, lock.newCondition());
        waiters.add(self);
        try {
            while (!self.granted) {
                self.turn.await();
            }
        } catch (InterruptedException e) {
            if (self.granted) {
                used -= bytes;
            } else {
                waiters.remove(self);
            }
            grant();
            throw e;
        }
    }

    /** Serves those who wait, in order, as far as it goes. */
    private void grant() {
        for (Waiter next; (next = waiters.peek()) != null && next.bytes <= total - used; ) {
            waiters.remove();
            hold(next.bytes);
            next.granted = true;
            next.turn.signal();
        }
    }

    void release(long bytes) {
        lock.lock();
        try {
            used -= bytes;
            grant();
        } finally {
            lock.unlock();
        }
    }
}
