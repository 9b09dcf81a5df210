package cloud.mows.backup.core.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.Xattr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Archives made entry by entry, also ones that no program makes. */
public final class TarFixture {
    public static final Instant TIME = Instant.parse("2024-02-29T23:59:59.123456789Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TarWriter tar = new TarWriter(out);

    public static TarEntry entry(String name, TarEntry.Type type, String link, long size) {
        return entry(ByteString.of(name), type, ByteString.of(link), size, List.of());
    }

    public static TarEntry entry(ByteString name, TarEntry.Type type, ByteString link, long size, List<Xattr> xattrs) {
        return new TarEntry(
                name, type, 0640, 1000, 100, "anna", "users", size, TIME, null, null, link, 0, 0, xattrs, List.of());
    }

    public TarFixture file(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return add(entry(name, TarEntry.Type.FILE, "", bytes.length), bytes);
    }

    public TarFixture directory(String name) {
        return add(entry(name, TarEntry.Type.DIRECTORY, "", 0), new byte[0]);
    }

    public TarFixture symlink(String name, String target) {
        return add(entry(name, TarEntry.Type.SYMLINK, target, 0), new byte[0]);
    }

    public TarFixture hardLink(String name, String target) {
        return add(entry(name, TarEntry.Type.HARD_LINK, target, 0), new byte[0]);
    }

    public TarFixture add(TarEntry entry, byte[] content) {
        try {
            tar.begin(entry);
            tar.write(content, 0, content.length);
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Blocks as they are. */
    public TarFixture raw(byte[]... blocks) {
        for (byte[] block : blocks) {
            out.writeBytes(block);
        }
        return this;
    }

    /** A header with nothing but these in it. */
    static byte[] header(String name, char type, long size) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 124, String.format("%011o", size));
        block[156] = (byte) type;
        put(block, 257, "ustar\u000000");
        return summed(block);
    }

    /** With the checksum that fits. */
    static byte[] summed(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0", sum));
        return block;
    }

    static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    /** Filled up to a whole block. */
    static byte[] padded(byte[] data) {
        return Arrays.copyOf(data, (data.length + 511) / 512 * 512);
    }

    /** One pax record. */
    static String record(String key, String value) {
        int rest = key.length() + value.length() + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return length + " " + key + "=" + value + "\n";
    }

    TarFixture pax(char type, String... records) {
        byte[] data = String.join("", records).getBytes(StandardCharsets.ISO_8859_1);
        return raw(header("pax", type, data.length), padded(data));
    }

    public byte[] unfinished() {
        return out.toByteArray();
    }

    public byte[] bytes() {
        try {
            tar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
