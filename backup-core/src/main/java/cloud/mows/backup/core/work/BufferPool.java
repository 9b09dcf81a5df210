package cloud.mows.backup.core.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Large arrays that are used again, in size classes four to a doubling, so that at most a fifth of an array is unused. What
 * an array held before is still in it. It bounds what lies idle, not what is lent: that is a {@link ByteBudget}'s task.
 * Thread-safe.
 */
public final class BufferPool {
    /** Smaller requests get this much. */
    private static final int SMALLEST = 4 * 1024;

    private static final int STEPS = 4;

    /** The longest array that every virtual machine makes. */
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<ArrayDeque<byte[]>> idle = new ArrayList<>();
    private final long idleBytesMax;
    private long idleBytes;

    /** @param idleBytesMax how many bytes may wait for their next use; 0 keeps none */
    public BufferPool(long idleBytesMax) {
        this.idleBytesMax = idleBytesMax;
        for (int i = 0; i <= classOf(LARGEST); i++) {
            idle.add(new ArrayDeque<>());
        }
    }

    /** An array of at least {@code lengthMin} bytes with anything in it, lent until it is closed. */
    public Buffer take(int lengthMin) {
        int index = classOf(lengthMin);
        byte[] array = poll(index);
        return new Buffer(this, index, array == null ? new byte[sizeOf(index)] : array);
    }

    /** Bytes that wait for their next use. */
    public long idleBytes() {
        lock.lock();
        try {
            return idleBytes;
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] poll(int index) {
        lock.lock();
        try {
            // The one used last is the likeliest to be in a cache.
            byte[] array = idle.get(index).pollLast();
            if (array != null) {
                idleBytes -= array.length;
            }
            return array;
        } finally {
            lock.unlock();
        }
    }

    void give(int index, byte[] array) {
        lock.lock();
        try {
            if (idleBytes + array.length <= idleBytesMax) {
                idle.get(index).addLast(array);
                idleBytes += array.length;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The smallest class that holds {@code length}. */
    private static int classOf(int length) {
        if (length < 0 || length > LARGEST) {
            throw new IllegalArgumentException("a buffer of " + length + " bytes");
        }
        if (length <= SMALLEST) {
            return 0;
        }
        int last = length - 1;
        int doubling = 31 - Integer.numberOfLeadingZeros(last);
        int step = last >> doubling - 2 & STEPS - 1;
        return (doubling - 12) * STEPS + step + 1;
    }

    private static int sizeOf(int index) {
        long size = (long) (STEPS + index % STEPS) << 10 + index / STEPS;
        return (int) Math.min(size, LARGEST);
    }
}
