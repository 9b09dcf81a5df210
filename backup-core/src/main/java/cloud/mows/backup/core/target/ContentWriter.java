package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import java.util.Arrays;

/** Puts content into an open file, with or without its zeros. */
record ContentWriter(ZeroRuns zeroRuns) {
    /** The unit of holes: what every usual file system allocates at least. */
    private static final int BLOCK = 4096;

    private static final byte[] ZEROS = new byte[BLOCK];

    /** @return the end of what was really written; 0 if nothing was */
    long write(int fd, ByteSlice bytes, long offset) throws PosixException {
        return switch (zeroRuns) {
            case WRITTEN -> put(fd, bytes, 0, bytes.length(), offset);
            case SKIPPED -> putAllButZeros(fd, bytes, offset);
        };
    }

    private static long put(int fd, ByteSlice bytes, int from, int to, long offset) throws PosixException {
        if (to <= from) {
            return 0;
        }
        Posix.writeAt(fd, bytes.array(), bytes.offset() + from, to - from, offset + from);
        return offset + to;
    }

    /**
     * Cuts at the blocks of the file, not of the slice. A slice's first and last block may be partial: passing over their
     * zeros lets a block that two blobs share become a hole.
     */
    private static long putAllButZeros(int fd, ByteSlice bytes, long offset) throws PosixException {
        long end = 0;
        int pending = 0;
        int at = 0;
        while (at < bytes.length()) {
            int next = (int) Math.min(bytes.length(), at + BLOCK - (offset + at) % BLOCK);
            if (isZero(bytes, at, next)) {
                end = Math.max(end, put(fd, bytes, pending, at, offset));
                pending = next;
            }
            at = next;
        }
        return Math.max(end, put(fd, bytes, pending, at, offset));
    }

    private static boolean isZero(ByteSlice bytes, int from, int to) {
        int start = bytes.offset() + from;
        return Arrays.equals(bytes.array(), start, bytes.offset() + to, ZEROS, 0, to - from);
    }
}
