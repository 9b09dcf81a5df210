package cloud.mows.backup.core.bytes;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bytes outside of the heap, in pieces of one size behind each other, as many as were {@linkplain #extend added}. They belong
 * to whoever lent the pieces. Adding is for one thread while nobody reads; ranges that do not overlap may be written by
 * several threads at once.
 */
public final class NativeBytes {
    private final int pieceBytes;
    private final List<ByteBuffer> pieces = new ArrayList<>();

    /** @param pieceBytes of every piece, a power of two */
    public NativeBytes(int pieceBytes) {
        if (Integer.bitCount(pieceBytes) != 1) {
            throw new IllegalArgumentException("pieces of " + pieceBytes + " bytes");
        }
        this.pieceBytes = pieceBytes;
    }

    /** @param piece direct, of the size of all */
    public void extend(ByteBuffer piece) {
        if (!piece.isDirect() || piece.capacity() != pieceBytes) {
            throw new IllegalArgumentException("no piece of " + pieceBytes + " native bytes: " + piece);
        }
        pieces.add(piece);
    }

    /** How many bytes there is room for. */
    public int capacity() {
        return Math.multiplyExact(pieces.size(), pieceBytes);
    }

    /** Takes all pieces away. */
    public List<ByteBuffer> removePieces() {
        List<ByteBuffer> removed = List.copyOf(pieces);
        pieces.clear();
        return removed;
    }

    /**
     * What lies from {@code at} on within one piece, to be read or written.
     *
     * @param most how many bytes are wanted, at least 1
     * @return at least one byte
     */
    public ByteBuffer at(int at, int most) {
        Objects.checkIndex(at, capacity());
        int within = at & pieceBytes - 1;
        return pieces.get(at / pieceBytes).slice(within, Math.min(most, pieceBytes - within));
    }

    public void put(int at, byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(at, length, capacity());
        for (int done = 0; done < length; ) {
            ByteBuffer part = at(at + done, length - done);
            int count = part.remaining();
            part.put(from, offset + done, count);
            done += count;
        }
    }

    public void get(int at, byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(at, length, capacity());
        for (int done = 0; done < length; ) {
            ByteBuffer part = at(at + done, length - done);
            int count = part.remaining();
            part.get(into, offset + done, count);
            done += count;
        }
    }

    /** A range of them; valid as long as the pieces are lent. */
    public Content content(int from, int count) {
        return new Range(from, count);
    }

    /** Where a direct buffer's next byte lies. It stays there only while the buffer itself can be reached. */
    public static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("on the heap: " + direct);
        }
        return MemorySegment.ofBuffer(direct).address();
    }

    private final class Range implements Content {
        private final int from;
        private final int length;

        Range(int from, int length) {
            Objects.checkFromIndexSize(from, length, capacity());
            this.from = from;
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public List<ByteBuffer> buffers() {
            List<ByteBuffer> buffers = new ArrayList<>(length / pieceBytes + 2);
            for (int done = 0; done < length; ) {
                ByteBuffer part = at(from + done, length - done);
                buffers.add(part);
                done += part.remaining();
            }
            return buffers;
        }

        @Override
        public Content slice(int start, int count) {
            Objects.checkFromIndexSize(start, count, length);
            return new Range(from + start, count);
        }

        @Override
        public InputStream stream() {
            return new BufferStream(buffers());
        }

        @Override
        public byte[] toArray() {
            byte[] copy = new byte[length];
            get(from, copy, 0, length);
            return copy;
        }

        @Override
        public String toString() {
            return length + " bytes";
        }
    }
}
