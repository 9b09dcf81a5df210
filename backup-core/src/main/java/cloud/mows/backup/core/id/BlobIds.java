package cloud.mows.backup.core.id;

import java.util.Arrays;

/**
 * An immutable list of blob identifiers, 32 bytes each without an object per entry: the content of a file of a terabyte
 * has a million of them.
 */
public final class BlobIds {
    /** No identifiers: the content of an empty file. */
    public static final BlobIds EMPTY = new BlobIds(new long[0], 0);

    private final long[] words;
    private final int size;

    private BlobIds(long[] words, int size) {
        this.words = words;
        this.size = size;
    }

    public static BlobIds of(BlobId... ids) {
        Builder builder = new Builder();
        for (BlobId id : ids) {
            builder.add(id);
        }
        return builder.build();
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= i < size()} */
    public BlobId get(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(i);
        }
        return new BlobId(new Digest(words[4 * i], words[4 * i + 1], words[4 * i + 2], words[4 * i + 3]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobIds that
                && size == that.size
                && Arrays.equals(words, 0, 4 * size, that.words, 0, 4 * size);
    }

    @Override
    public int hashCode() {
        return size == 0 ? 0 : Long.hashCode(words[0]) * 31 + size;
    }

    @Override
    public String toString() {
        return size + " blobs";
    }

    /** Collects identifiers in order; for one thread. */
    public static final class Builder {
        private long[] words = new long[4];
        private int size;

        public Builder add(BlobId id) {
            if (words.length < 4 * (size + 1)) {
                words = Arrays.copyOf(words, words.length * 2);
            }
            Digest d = id.digest();
            words[4 * size] = d.w0();
            words[4 * size + 1] = d.w1();
            words[4 * size + 2] = d.w2();
            words[4 * size + 3] = d.w3();
            size++;
            return this;
        }

        /** The list; this builder is spent. */
        public BlobIds build() {
            return size == 0 ? EMPTY : new BlobIds(words, size);
        }
    }
}
