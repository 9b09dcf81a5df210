package cloud.mows.backup.core.source;

import java.util.Arrays;

/** Compares two files' bytes; where both have a hole nothing is read. */
final class ContentComparison {
    private static final int PIECE_BYTES = 256 << 10;

    private final byte[] leftBytes = new byte[PIECE_BYTES];
    private final byte[] rightBytes = new byte[PIECE_BYTES];
    private long leftHoles;
    private long rightHoles;

    /** A content whose holes read as zeros. */
    private static final class Cursor {
        private final SourceContent content;
        private long hole;
        private long holes;

        Cursor(SourceContent content) {
            this.content = content;
        }

        /** Zeros that come next without reading; 0 if data do, or the end. */
        long hole() throws SourceException {
            if (hole == 0) {
                hole = content.skipHole();
                holes += hole;
            }
            return hole;
        }

        void pass(long zeros) {
            hole -= zeros;
        }

        /** @return fewer bytes than asked for only at the end */
        int read(byte[] into, int length) throws SourceException {
            int done = 0;
            while (done < length) {
                int zeros = (int) Math.min(hole(), length - done);
                if (zeros > 0) {
                    Arrays.fill(into, done, done + zeros, (byte) 0);
                    pass(zeros);
                    done += zeros;
                } else {
                    int n = content.read(into, done, length - done);
                    if (n < 0) {
                        return done;
                    }
                    done += n;
                }
            }
            return done;
        }
    }

    /** The first byte that only one has or that differs; -1 if there is none. */
    long firstDifference(SourceContent left, SourceContent right) throws SourceException {
        Cursor l = new Cursor(left);
        Cursor r = new Cursor(right);
        long position = 0;
        while (true) {
            long zeros = Math.min(l.hole(), r.hole());
            if (zeros > 0) {
                l.pass(zeros);
                r.pass(zeros);
                position += zeros;
                continue;
            }
            int leftCount = l.read(leftBytes, PIECE_BYTES);
            int rightCount = r.read(rightBytes, PIECE_BYTES);
            int at = Arrays.mismatch(leftBytes, 0, leftCount, rightBytes, 0, rightCount);
            if (at >= 0 || leftCount == 0) {
                leftHoles = l.holes;
                rightHoles = r.holes;
                return at >= 0 ? position + at : -1;
            }
            position += leftCount;
        }
    }

    /** Bytes in holes that the last comparison passed in the first file. */
    long leftHoles() {
        return leftHoles;
    }

    long rightHoles() {
        return rightHoles;
    }
}
