package cloud.mows.backup.cluster.api;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the end of what is written, by whichever thread. */
final class Tail extends OutputStream {
    private final byte[] ring;
    private long written;

    Tail(int bytesMax) {
        ring = new byte[bytesMax];
    }

    @Override
    public synchronized void write(int value) {
        ring[(int) (written++ % ring.length)] = (byte) value;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = Math.max(0, length - ring.length); i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** As text, without white space at its ends. */
    synchronized String text() {
        int length = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % ring.length)];
        }
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
