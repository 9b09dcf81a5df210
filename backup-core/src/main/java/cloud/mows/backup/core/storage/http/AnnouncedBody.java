package cloud.mows.backup.core.storage.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a body whose length the other side announced: no more memory is taken by that word than a liar may cost. */
public final class AnnouncedBody {
    /** What is longer takes memory as it comes. */
    private static final int BELIEVED_BYTES_MAX = 32 << 20;

    private AnnouncedBody() {}

    /**
     * Reads on to the end, since only then the connection can be used again.
     *
     * @param announced -1 for a body that comes in chunks, which does not say
     * @return null if it has more than {@code bytesMax}
     * @throws IOException if it is not as long as announced
     */
    public static byte @Nullable [] read(InputStream in, long announced, long bytesMax) throws IOException {
        if (announced > bytesMax) {
            return null;
        }
        if (announced < 0) {
            // One byte more than is accepted tells enough.
            byte[] content = in.readNBytes((int) Math.min(bytesMax + 1, Integer.MAX_VALUE - 8));
            return content.length > bytesMax ? null : content;
        }
        byte[] content;
        int count;
        if (announced <= BELIEVED_BYTES_MAX) {
            content = new byte[(int) announced];
            count = in.readNBytes(content, 0, content.length);
        } else {
            content = in.readNBytes(Math.toIntExact(announced));
            count = content.length;
        }
        if (count < announced) {
            throw new EOFException("the answer broke off after " + count + " of " + announced + " bytes");
        }
        if (in.read() >= 0) {
            throw new IOException("the answer is longer than announced");
        }
        return content;
    }
}
