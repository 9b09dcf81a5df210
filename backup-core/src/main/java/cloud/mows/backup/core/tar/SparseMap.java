package cloud.mows.backup.core.tar;

import java.util.Arrays;

/**
 * Where a sparse file has data: pairs of offset and length, ascending; between them and after the last are holes.
 *
 * @param size of the file, holes included
 */
record SparseMap(long[] pairs, int count, long size) {
    /** Of memory this is 16 MiB; GNU tar makes a pair for each stretch of data. */
    private static final int COUNT_MAX = 1 << 20;

    long offset(int index) {
        return pairs[2 * index];
    }

    long end(int index) {
        return pairs[2 * index] + pairs[2 * index + 1];
    }

    /** Collects pairs. */
    static final class Builder {
        private long[] pairs = new long[16];
        private int count;
        private long end;
        private long bytes;

        void add(long offset, long length) throws MalformedTarException {
            if (offset < end || length < 0 || offset + length < offset) {
                throw new MalformedTarException("a sparse file whose stretches of data are not in ascending order");
            }
            end = offset + length;
            bytes += length;
            if (length == 0) {
                return;
            }
            if (count == COUNT_MAX) {
                throw new MalformedTarException("a sparse file with more than " + COUNT_MAX + " stretches of data");
            }
            if (2 * count == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * pairs.length);
            }
            pairs[2 * count] = offset;
            pairs[2 * count + 1] = length;
            count++;
        }

        /**
         * @param size of the file
         * @param stored bytes that the archive has of it
         */
        SparseMap build(long size, long stored) throws MalformedTarException {
            if (end > size || bytes != stored) {
                throw new MalformedTarException("a sparse file of " + size + " bytes, of which " + stored
                        + " are there, with a list of " + bytes + " bytes up to byte " + end);
            }
            return new SparseMap(pairs, count, size);
        }
    }
}
