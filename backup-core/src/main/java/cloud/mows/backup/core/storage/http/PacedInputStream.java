package cloud.mows.backup.core.storage.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Hands bytes on in small portions at a {@link Pace}. Reading at end of stream costs nothing. */
public final class PacedInputStream extends FilterInputStream {
    private static final int PORTION_BYTES = 16 * 1024;

    private final Pace pace;

    public PacedInputStream(InputStream in, Pace pace) {
        super(in);
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, Math.min(length, PORTION_BYTES));
        if (count > 0) {
            try {
                pace.pass(count);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while keeping the pace");
            }
        }
        return count;
    }
}
