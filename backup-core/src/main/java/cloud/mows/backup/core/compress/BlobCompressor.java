package cloud.mows.backup.core.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Objects;

/**
 * Compresses one blob after the other into a single frame each, with the content's size in its header and without a
 * checksum (a blob's name is one). Not thread safe.
 */
public final class BlobCompressor implements AutoCloseable {
    /** What compression must save, as a power of two of the length: 1/64. Less is not worth decompressing for. */
    private static final int SAVING_SHIFT = 6;

    private final CompressionLevel level;
    private final ZstdCompressCtx context;

    public BlobCompressor(CompressionLevel level) {
        this.level = level;
        this.context = new ZstdCompressCtx()
                .setLevel(level.zstdLevel())
                .setContentSize(true)
                .setChecksum(false);
    }

    /** How long a frame of {@code length} bytes can become at worst. */
    public static long maxCompressedLength(int length) {
        return Zstd.compressBound(length);
    }

    /**
     * Compresses {@code length} bytes of {@code src} into {@code dst}; nothing with {@link CompressionLevel#OFF}.
     *
     * @return the length of the frame, or -1 if it does not fit into {@code dst} or would save less than 1/64; then
     *     {@code dst} from {@code dstOffset} on holds rubbish. {@code dst} with room for {@code length} bytes is enough
     *     for all that is worth it
     * @throws IndexOutOfBoundsException if a range is not inside its array
     */
    public int compress(byte[] src, int offset, int length, byte[] dst, int dstOffset) {
        Objects.checkFromIndexSize(offset, length, src.length);
        Objects.checkIndex(dstOffset, dst.length + 1);
        int room = Math.min(dst.length - dstOffset, length - (length >>> SAVING_SHIFT) - 1);
        if (room <= 0 || level == CompressionLevel.OFF) {
            return -1;
        }
        try {
            return context.compressByteArray(dst, dstOffset, room, src, offset, length);
        } catch (ZstdException e) {
            if (e.getErrorCode() == Zstd.errDstSizeTooSmall()) {
                return -1;
            }
            throw new IllegalStateException("zstd cannot compress: " + e.getMessage(), e);
        }
    }

    /**
     * A frame whatever its length, also with {@link CompressionLevel#OFF}: for the repository's own documents, which the
     * format wants compressed.
     *
     * @param dst with room for {@link #maxCompressedLength}
     * @return the length of the frame
     * @throws IndexOutOfBoundsException if a range is not inside its array or the room is too little
     */
    public int compressAlways(byte[] src, int offset, int length, byte[] dst, int dstOffset) {
        Objects.checkFromIndexSize(offset, length, src.length);
        Objects.checkFromIndexSize(dstOffset, Math.toIntExact(maxCompressedLength(length)), dst.length);
        return context.compressByteArray(dst, dstOffset, dst.length - dstOffset, src, offset, length);
    }

    @Override
    public void close() {
        context.close();
    }
}
