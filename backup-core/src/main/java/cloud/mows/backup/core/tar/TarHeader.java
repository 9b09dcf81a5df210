package cloud.mows.backup.core.tar;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** The fields of one header block. */
final class TarHeader {
    static final int BLOCK = 512;

    /** A base-256 number is marked by the topmost bit of its first byte; with the next it is negative. */
    private static final int BINARY = 0x80;

    private static final int NEGATIVE = 0xff;

    private final byte[] block;
    private final long at;

    /**
     * @param block of 512 bytes, not all zeros
     * @param at where it lies in the stream, for messages
     */
    TarHeader(byte[] block, long at) throws MalformedTarException {
        this.block = block;
        this.at = at;
        requireSum();
    }

    /** The sum counts the eight bytes that hold it as blanks; some old programs summed signed bytes. */
    private void requireSum() throws MalformedTarException {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long told = isNumber(148, 8) ? number(148, 8, "checksum") : -1;
        if (told != unsigned && told != signed) {
            throw new MalformedTarException("no tar header at byte " + at + ": its checksum does not fit");
        }
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    /** With the prefix that ustar and star have. */
    ByteString name() {
        ByteString name = text(0, 100);
        ByteString prefix = isStar() ? text(345, 131) : isUstar() ? text(345, 155) : ByteString.EMPTY;
        return prefix.isEmpty() ? name : prefix.concat(ByteString.of("/")).concat(name);
    }

    ByteString link() {
        return text(157, 100);
    }

    int mode() throws MalformedTarException {
        return (int) number(100, 8, "mode") & 07777;
    }

    long uid() throws MalformedTarException {
        return unsigned(108, 8, "user id");
    }

    long gid() throws MalformedTarException {
        return unsigned(116, 8, "group id");
    }

    long size() throws MalformedTarException {
        return unsigned(124, 12, "size");
    }

    Instant mtime() throws MalformedTarException {
        try {
            return Instant.ofEpochSecond(number(136, 12, "modification time"));
        } catch (DateTimeException e) {
            throw malformed("modification time", 136, 12);
        }
    }

    String user() {
        return hasMagic() ? string(265) : "";
    }

    String group() {
        return hasMagic() ? string(297) : "";
    }

    long deviceMajor() throws MalformedTarException {
        return hasMagic() ? unsigned(329, 8, "device") : 0;
    }

    long deviceMinor() throws MalformedTarException {
        return hasMagic() ? unsigned(337, 8, "device") : 0;
    }

    /** Of GNU's old sparse files: up to four pairs of offset and length, and whether a block with more follows. */
    void oldSparse(SparseMap.Builder into) throws MalformedTarException {
        pairs(386, 4, into);
    }

    boolean oldSparseGoesOn() {
        return block[482] != 0;
    }

    long oldSparseSize() throws MalformedTarException {
        return unsigned(483, 12, "size");
    }

    /** Of a block that continues such a list. */
    static boolean moreSparse(byte[] block, long at, SparseMap.Builder into) throws MalformedTarException {
        new TarHeader(block, at, true).pairs(0, 21, into);
        return block[504] != 0;
    }

    private TarHeader(byte[] block, long at, boolean unchecked) {
        assert unchecked;
        this.block = block;
        this.at = at;
    }

    private void pairs(int from, int count, SparseMap.Builder into) throws MalformedTarException {
        for (int i = 0; i < count; i++) {
            int offset = from + 24 * i;
            if (block[offset] == 0) {
                return;
            }
            into.add(unsigned(offset, 12, "offset"), unsigned(offset + 12, 12, "length"));
        }
    }

    private boolean hasMagic() {
        return block[257] == 'u' && block[258] == 's' && block[259] == 't' && block[260] == 'a' && block[261] == 'r';
    }

    /** GNU has a blank after the word, and other fields where the prefix is. */
    private boolean isUstar() {
        return hasMagic() && block[262] == 0;
    }

    private boolean isStar() {
        return isUstar() && block[508] == 't' && block[509] == 'a' && block[510] == 'r' && block[511] == 0;
    }

    private ByteString text(int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return ByteString.of(block, from, end - from);
    }

    private String string(int from) {
        return text(from, 32).toString();
    }

    private long unsigned(int from, int length, String what) throws MalformedTarException {
        long value = number(from, length, what);
        if (value < 0) {
            throw malformed(what, from, length);
        }
        return value;
    }

    private boolean isNumber(int from, int length) {
        for (int i = from; i < from + length; i++) {
            byte b = block[i];
            if (b != ' ' && b != 0 && (b < '0' || b > '7')) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int length, String what) throws MalformedTarException {
        int first = block[from] & 0xff;
        if (first == BINARY || first == NEGATIVE) {
            return binary(from, length, first == NEGATIVE, what);
        }
        int at = from;
        int end = from + length;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        long value = 0;
        for (; at < end && block[at] >= '0' && block[at] <= '7'; at++) {
            value = value << 3 | block[at] - '0';
        }
        if (at < end && block[at] != ' ' && block[at] != 0) {
            throw malformed(what, from, length);
        }
        return value;
    }

    private long binary(int from, int length, boolean negative, String what) throws MalformedTarException {
        int sign = negative ? 0xff : 0;
        int low = from + length - Long.BYTES;
        for (int i = from + 1; i < low; i++) {
            if ((block[i] & 0xff) != sign) {
                throw malformed(what, from, length);
            }
        }
        // A field of eight bytes has seven for the number.
        long value = negative ? -1 : 0;
        for (int i = Math.max(low, from + 1); i < from + length; i++) {
            value = value << 8 | block[i] & 0xff;
        }
        if (value < 0 != negative) {
            throw malformed(what, from, length);
        }
        return value;
    }

    private MalformedTarException malformed(String what, int from, int length) {
        String text = new String(Arrays.copyOfRange(block, from, from + length), StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "?");
        return new MalformedTarException("the tar header at byte " + at + " has '" + text + "' for its " + what
                + ", which is not a number of tar");
    }
}
