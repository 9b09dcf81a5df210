package cloud.mows.backup.core.bytes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A view of {@code length} bytes of {@code array} from {@code offset}. It does not own the array: whoever hands one out
 * says how long it stays valid. Two slices are equal when their bytes are.
 */
public final class ByteSlice implements Content {
    public static final ByteSlice EMPTY = new ByteSlice(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    /** @throws IndexOutOfBoundsException if the range is not inside the array */
    public ByteSlice(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static ByteSlice of(byte[] array) {
        return new ByteSlice(array, 0, array.length);
    }

    /** The array behind it, not a copy. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    public byte get(int i) {
        return array[offset + Objects.checkIndex(i, length)];
    }

    @Override
    public ByteSlice slice(int from, int count) {
        Objects.checkFromIndexSize(from, count, length);
        return new ByteSlice(array, offset + from, count);
    }

    @Override
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public ByteBuffer buffer() {
        return ByteBuffer.wrap(array, offset, length);
    }

    @Override
    public List<ByteBuffer> buffers() {
        return List.of(buffer());
    }

    @Override
    public InputStream stream() {
        return new ByteArrayInputStream(array, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteSlice that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
