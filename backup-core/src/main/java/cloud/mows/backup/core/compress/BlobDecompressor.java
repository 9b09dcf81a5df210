package cloud.mows.backup.core.compress;

import cloud.mows.backup.core.bytes.ByteSlice;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Decompresses frames, one or several in a row, with or without a size in their headers. It never allocates by what a
 * frame says of itself. Not thread safe.
 */
public final class BlobDecompressor implements AutoCloseable {
    private static final int GUESS_FACTOR = 8;
    private static final int GUESS_MIN = 4096;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    /**
     * Decompresses all of {@code src}'s range into {@code dst}.
     *
     * @return {@code expectedLength}
     * @throws MalformedFrameException if the bytes are damaged or do not become exactly so many; then {@code dst} from
     *     {@code dstOffset} on holds rubbish, though not beyond {@code expectedLength}
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public int decompress(byte[] src, int offset, int length, byte[] dst, int dstOffset, int expectedLength)
            throws MalformedFrameException {
        Objects.checkFromIndexSize(offset, length, src.length);
        Objects.checkFromIndexSize(dstOffset, expectedLength, dst.length);
        int written;
        try {
            written = context.decompressByteArray(dst, dstOffset, expectedLength, src, offset, length);
        } catch (ZstdException e) {
            throw new MalformedFrameException(
                    isTooSmall(e)
                            ? "becomes longer than the expected " + expectedLength + " bytes"
                            : "cannot be decompressed: " + e.getMessage());
        }
        if (written != expectedLength) {
            throw new MalformedFrameException(
                    "becomes " + written + " bytes instead of the expected " + expectedLength);
        }
        return written;
    }

    /**
     * Decompresses something whose length is not known.
     *
     * @param bytesMax what it may become at most
     * @throws MalformedFrameException if it is damaged or becomes longer than {@code bytesMax}
     */
    public byte[] decompress(ByteSlice compressed, int bytesMax) throws MalformedFrameException {
        // In one piece and again with more room if it was too little: unlike a stream, that needs no window, whose size
        // the frame would choose.
        long guess = Math.max(GUESS_MIN, (long) GUESS_FACTOR * compressed.length());
        long announced = Zstd.getFrameContentSize(compressed.array(), compressed.offset(), compressed.length());
        if (announced >= 0 && announced <= guess) {
            guess = announced;
        }
        while (true) {
            byte[] out = new byte[(int) Math.min(guess, bytesMax)];
            try {
                int written = context.decompressByteArray(
                        out, 0, out.length, compressed.array(), compressed.offset(), compressed.length());
                return written == out.length ? out : Arrays.copyOf(out, written);
            } catch (ZstdException e) {
                if (!isTooSmall(e)) {
                    throw new MalformedFrameException("cannot be decompressed: " + e.getMessage());
                }
                if (out.length >= bytesMax) {
                    throw new MalformedFrameException("becomes longer than the allowed " + bytesMax + " bytes");
                }
                guess = Math.max(GUESS_MIN, 4L * out.length);
            }
        }
    }

    /**
     * Decompresses something that is said to become {@code expectedLength} bytes, which is not believed: memory is taken by
     * what it really becomes.
     */
    public byte[] decompressExpected(ByteSlice compressed, int expectedLength) throws MalformedFrameException {
        byte[] out = decompress(compressed, expectedLength);
        if (out.length != expectedLength) {
            throw new MalformedFrameException(
                    "becomes " + out.length + " bytes instead of the expected " + expectedLength);
        }
        return out;
    }

    private static boolean isTooSmall(ZstdException e) {
        return e.getErrorCode() == Zstd.errDstSizeTooSmall();
    }

    @Override
    public void close() {
        context.close();
    }
}
