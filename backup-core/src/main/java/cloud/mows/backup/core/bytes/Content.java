package cloud.mows.backup.core.bytes;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A number of bytes that stay as they are and can be read again and again, by several threads at once: on the heap
 * ({@link ByteSlice}) or outside of it ({@link NativeBytes}). Whoever hands them out says how long they stay valid.
 */
public interface Content {
    int length();

    default boolean isEmpty() {
        return length() == 0;
    }

    /** All bytes in their order, each call with positions of its own. For reading only. */
    List<ByteBuffer> buffers();

    /**
     * A part of them, no copy.
     *
     * @throws IndexOutOfBoundsException if there are not as many
     */
    Content slice(int from, int count);

    /** All bytes in their order, from the first on. */
    InputStream stream();

    /** A copy. */
    byte[] toArray();
}
