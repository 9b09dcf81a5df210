package cloud.mows.backup.core.tar;

import static cloud.mows.backup.core.tar.TarHeader.BLOCK;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.Xattr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive to a stream: {@code begin write… end begin … finish}. Each entry has a ustar header, before it a pax header with
 * what does not fit. An archive that is not finished is refused by {@link TarReader}.
 */
public final class TarWriter {
    private static final int NAME_BYTES = 100;
    private static final int ACCOUNT_BYTES = 31;
    private static final long OCTAL_7_MAX = 07777777L;
    private static final long OCTAL_11_MAX = 077777777777L;
    private static final ByteString SLASH = ByteString.of("/");

    private final OutputStream out;
    private @Nullable TarEntry entry;
    private long written;

    /** @param out is not closed */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins an entry; as many bytes of content have to follow as it says. */
    public void begin(TarEntry next) throws IOException {
        if (entry != null) {
            throw new IllegalStateException(entry.name() + " is not ended");
        }
        entry = next;
        written = 0;
        header(next);
    }

    /** Of the content of the entry. */
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.requireNonNull(entry, "begin an entry first");
        out.write(bytes, from, length);
        written += length;
    }

    /** The same as a stream, which need not be closed. */
    public OutputStream content() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                TarWriter.this.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                TarWriter.this.write(bytes, from, length);
            }
        };
    }

    /** @throws IOException if the content is not as long as the entry said */
    public void end() throws IOException {
        TarEntry ended = Objects.requireNonNull(entry, "begin an entry first");
        if (written != ended.size()) {
            throw new IOException(ended.name() + ": " + written + " bytes of content, but a size of " + ended.size());
        }
        pad(written);
        entry = null;
    }

    /** Two empty blocks end the archive. */
    public void finish() throws IOException {
        if (entry != null) {
            throw new IllegalStateException(entry.name() + " is not ended");
        }
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    private void header(TarEntry of) throws IOException {
        boolean isDirectory = of.type() == TarEntry.Type.DIRECTORY;
        ByteString name = isDirectory && !endsWithSlash(of.name()) ? of.name().concat(SLASH) : of.name();
        ByteString link = of.link();
        Pax pax = new Pax();
        if (!name.isUtf8() || !link.isUtf8()) {
            pax.add("hdrcharset", ByteString.of("BINARY"));
        }
        if (name.length() > NAME_BYTES || !isAscii(name)) {
            pax.add("path", name);
        }
        if (link.length() > NAME_BYTES || !isAscii(link)) {
            pax.add("linkpath", link);
        }
        pax.number("size", of.size(), OCTAL_11_MAX);
        pax.number("uid", of.uid(), OCTAL_7_MAX);
        pax.number("gid", of.gid(), OCTAL_7_MAX);
        pax.account("uname", of.user());
        pax.account("gname", of.group());
        pax.time("mtime", of.mtime());
        pax.time("atime", of.atime());
        pax.time("ctime", of.ctime());
        for (Xattr xattr : of.xattrs()) {
            pax.add(TarReader.XATTR + xattr.name(), xattr.value());
        }
        byte[] records = pax.bytes();
        if (records.length > 0) {
            out.write(block(ByteString.of("PaxHeaders/" + shortName(name)), of, 'x', ByteString.EMPTY, records.length));
            out.write(records);
            pad(records.length);
        }
        out.write(block(name, of, type(of.type()), link, of.size()));
    }

    private static boolean endsWithSlash(ByteString name) {
        return !name.isEmpty() && name.at(name.length() - 1) == '/';
    }

    private static char type(TarEntry.Type type) {
        return switch (type) {
            case FILE -> '0';
            case HARD_LINK -> '1';
            case SYMLINK -> '2';
            case CHARACTER_DEVICE -> '3';
            case BLOCK_DEVICE -> '4';
            case DIRECTORY -> '5';
            case FIFO -> '6';
        };
    }

    /** Only for readers that know no pax: the real name is in its records. */
    private static String shortName(ByteString name) {
        String text = name.toString().replaceAll("[^ -~]", "_").replaceAll("/$", "");
        String last = text.substring(text.lastIndexOf('/') + 1);
        return last.substring(0, Math.min(80, last.length()));
    }

    private static boolean isAscii(ByteString text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] block(ByteString name, TarEntry of, char type, ByteString link, long size) {
        byte[] block = new byte[BLOCK];
        bytes(block, 0, NAME_BYTES, name);
        octal(block, 100, 8, type == 'x' ? 0644 : of.mode());
        octal(block, 108, 8, Math.min(of.uid(), OCTAL_7_MAX));
        octal(block, 116, 8, Math.min(of.gid(), OCTAL_7_MAX));
        octal(block, 124, 12, Math.min(size, OCTAL_11_MAX));
        octal(block, 136, 12, Math.clamp(of.mtime().getEpochSecond(), 0, OCTAL_11_MAX));
        block[156] = (byte) type;
        bytes(block, 157, NAME_BYTES, link);
        bytes(block, 257, 8, ByteString.of("ustar\u000000"));
        bytes(block, 265, ACCOUNT_BYTES, ByteString.of(of.user()));
        bytes(block, 297, ACCOUNT_BYTES, ByteString.of(of.group()));
        octal(block, 329, 8, type == 'x' ? 0 : of.deviceMajor());
        octal(block, 337, 8, type == 'x' ? 0 : of.deviceMinor());
        // The sum is made with blanks in its place.
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void bytes(byte[] block, int at, int max, ByteString text) {
        byte[] all = text.toArray();
        System.arraycopy(all, 0, block, at, Math.min(max, all.length));
    }

    /** Digits with zeros before them and a NUL after. */
    private static void octal(byte[] block, int at, int length, long value) {
        long rest = value;
        for (int i = length - 2; i >= 0; i--) {
            block[at + i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + length - 1] = 0;
    }

    /** Records of the form {@code length key=value\n}, the length that of the whole record. */
    private static final class Pax {
        private final ByteArrayOutputStream records = new ByteArrayOutputStream();

        void add(String key, ByteString value) {
            byte[] start = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
            int rest = start.length + value.length() + 1;
            int length = rest + Integer.toString(rest).length();
            length = rest + Integer.toString(length).length();
            records.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            records.writeBytes(start);
            records.writeBytes(value.toArray());
            records.write('\n');
        }

        void number(String key, long value, long max) {
            if (value > max) {
                add(key, ByteString.of(Long.toString(value)));
            }
        }

        void account(String key, String name) {
            if (name.length() > ACCOUNT_BYTES || !isAscii(ByteString.of(name))) {
                add(key, ByteString.of(name));
            }
        }

        /** A decimal number of seconds; before 1970 the fraction counts away from zero. */
        void time(String key, @Nullable Instant time) {
            if (time == null) {
                return;
            }
            long seconds = time.getEpochSecond();
            int nanos = time.getNano();
            if (key.equals("mtime") && nanos == 0 && seconds >= 0 && seconds <= OCTAL_11_MAX) {
                return;
            }
            String sign = seconds < 0 ? "-" : "";
            if (seconds < 0 && nanos > 0) {
                seconds++;
                nanos = 1_000_000_000 - nanos;
            }
            String fraction = nanos == 0
                    ? ""
                    : "." + Integer.toString(1_000_000_000 + nanos).substring(1);
            add(key, ByteString.of(sign + Math.abs(seconds) + fraction));
        }

        byte[] bytes() {
            return records.toByteArray();
        }
    }
}
