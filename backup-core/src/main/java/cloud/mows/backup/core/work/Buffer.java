package cloud.mows.backup.core.work;

import cloud.mows.backup.core.bytes.ByteSlice;
import java.util.concurrent.atomic.AtomicBoolean;

/** An array lent by a {@link BufferPool} until {@link #close}; nobody may touch it after that. */
public final class Buffer implements AutoCloseable {
    private final BufferPool pool;
    private final int sizeClass;
    private final byte[] array;
    private final AtomicBoolean returned = new AtomicBoolean();

    Buffer(BufferPool pool, int sizeClass, byte[] array) {
        this.pool = pool;
        this.sizeClass = sizeClass;
        this.array = array;
    }

    /** At least as long as was asked for; whatever was in it before is still there. */
    public byte[] array() {
        return array;
    }

    /** The first {@code length} bytes. */
    public ByteSlice slice(int length) {
        return new ByteSlice(array, 0, length);
    }

    /** Gives the array back; once is enough, twice does no harm. */
    @Override
    public void close() {
        if (returned.compareAndSet(false, true)) {
            pool.give(sizeClass, array);
        }
    }
}
