package cloud.mows.backup.core.source.dump;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Sends dumps to a {@link DumpSource}, one after the other. For one thread. */
public final class DumpWriter {
    private final DataOutputStream out;
    private final MessageDigest hash = Frames.hash();
    private long bytes;

    /** @param out belongs to the caller */
    public DumpWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** @param name of a file, without a directory */
    public void begin(String name) throws IOException {
        out.write(Frames.FILE);
        text(name);
        hash.reset();
        bytes = 0;
    }

    /** Content of the file that was begun. */
    public void write(byte[] from, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, Frames.CONTENT_BYTES_MAX);
            out.write(Frames.CONTENT);
            out.writeInt(count);
            out.write(from, offset + done, count);
            done += count;
        }
        hash.update(from, offset, length);
        bytes += length;
    }

    /** The file that was begun is whole. */
    public void end() throws IOException {
        out.write(Frames.END);
        out.writeLong(bytes);
        out.write(hash.digest());
    }

    /** The file that was begun will not become whole. */
    public void fail(String why) throws IOException {
        out.write(Frames.FAILED);
        text(why);
    }

    /** A file that cannot be begun. */
    public void missing(String name, String why) throws IOException {
        out.write(Frames.MISSING);
        text(name);
        text(why);
    }

    /** That was all. */
    public void finish() throws IOException {
        out.write(Frames.FINISH);
        out.flush();
    }

    private void text(String text) throws IOException {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        byte[] cut = all.length <= Frames.TEXT_BYTES_MAX ? all : Arrays.copyOf(all, Frames.TEXT_BYTES_MAX);
        out.writeInt(cut.length);
        out.write(cut);
    }
}
