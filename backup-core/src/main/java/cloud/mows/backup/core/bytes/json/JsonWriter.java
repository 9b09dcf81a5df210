package cloud.mows.backup.core.bytes.json;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Appends JSON to a growing, reusable array. It writes what it is told in the order it is told; that the result is one
 * document is the caller's business. Strings are escaped as Go's encoder does by default: {@code < > &} and U+2028/9 too,
 * and {@code \ufffd} for each byte that is not UTF-8.
 */
public final class JsonWriter {
    private static final int INITIAL_BYTES = 8 * 1024;
    private static final int RETAINED_BYTES_MAX = 4 * 1024 * 1024;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = ascii("\\ufffd");
    /** Bytes that stand for themselves in a JSON string. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, 0x20, 0x80, true);
        for (char c : "\"\\<>&".toCharArray()) {
            PLAIN[c] = false;
        }
    }

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** A constant piece of a document, for {@link #raw(byte[])}. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public int length() {
        return length;
    }

    /** Everything so far; valid until the next call of any other method. */
    public ByteSlice slice() {
        return new ByteSlice(bytes, 0, length);
    }

    /** Forgets everything; an array that one huge document made grow is let go. */
    public void reset() {
        length = 0;
        if (bytes.length > RETAINED_BYTES_MAX) {
            bytes = new byte[INITIAL_BYTES];
        }
    }

    public JsonWriter raw(byte[] piece) {
        reserve(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
        return this;
    }

    public JsonWriter raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** {@code value} as an unsigned number of 64 bits. */
    public JsonWriter unsigned(long value) {
        reserve(20);
        long rest = value;
        int digits = 1;
        for (long q = Long.divideUnsigned(rest, 10); q != 0; q = Long.divideUnsigned(q, 10)) {
            digits++;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            long q = Long.divideUnsigned(rest, 10);
            bytes[i] = (byte) ('0' + (rest - q * 10));
            rest = q;
        }
        length += digits;
        return this;
    }

    /** A string in quotes. */
    public JsonWriter string(String text) {
        int chars = text.length();
        reserve(chars + 2);
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < chars; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || !PLAIN[c]) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                return string(utf8, 0, utf8.length);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    /** A string in quotes from its UTF-8 form. */
    public JsonWriter string(byte[] utf8, int from, int count) {
        raw('"');
        int i = from;
        int end = from + count;
        while (i < end) {
            int run = i;
            while (run < end && PLAIN[utf8[run] & 0xFF]) {
                run++;
            }
            reserve(run - i);
            System.arraycopy(utf8, i, bytes, length, run - i);
            length += run - i;
            if (run < end) {
                run += escape(utf8, run, end);
            }
            i = run;
        }
        return raw('"');
    }

    /** A string in quotes from bytes that are mostly UTF-8. */
    public JsonWriter string(ByteString text) {
        int count = text.length();
        reserve(count + 2);
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < count; i++) {
            byte b = text.at(i);
            if (!PLAIN[b & 0xFF]) {
                return string(text.toArray(), 0, count);
            }
            bytes[at++] = b;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    private int escape(byte[] utf8, int at, int end) {
        int cp = Utf8.decode(utf8, at, end);
        if (cp == Utf8.INVALID) {
            raw(REPLACEMENT);
            return 1;
        }
        switch (cp) {
            case '"', '\\' -> raw('\\').raw((char) cp);
            case '\b' -> raw('\\').raw('b');
            case '\f' -> raw('\\').raw('f');
            case '\n' -> raw('\\').raw('n');
            case '\r' -> raw('\\').raw('r');
            case '\t' -> raw('\\').raw('t');
            default -> {
                if (cp < 0x80 || cp == 0x2028 || cp == 0x2029) {
                    raw('\\').raw('u');
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        raw((char) HEX[cp >> shift & 0xF]);
                    }
                } else {
                    reserve(4);
                    length = Utf8.encode(cp, bytes, length);
                }
            }
        }
        return Utf8.length(cp);
    }

    /** The 64 hexadecimal digits in quotes. */
    public JsonWriter hex(Digest digest) {
        reserve(2 + Digest.HEX_CHARS);
        bytes[length] = '"';
        hex(digest.w0(), length + 1);
        hex(digest.w1(), length + 17);
        hex(digest.w2(), length + 33);
        hex(digest.w3(), length + 49);
        bytes[length + 65] = '"';
        length += 2 + Digest.HEX_CHARS;
        return this;
    }

    private void hex(long word, int at) {
        for (int i = 0; i < 16; i++) {
            bytes[at + i] = HEX[(int) (word >>> 60 - 4 * i) & 0xF];
        }
    }

    /** Standard base64 with padding, in quotes. */
    public JsonWriter base64(ByteString value) {
        return raw('"').raw(Base64.getEncoder().encode(value.toArray())).raw('"');
    }

    /** The time in UTC, in quotes; see {@link Rfc3339} for times out of range. */
    public JsonWriter time(Instant time) {
        return time(time, 0);
    }

    /**
     * The time as seen at an offset from UTC, in quotes.
     *
     * @param offsetSeconds whole minutes
     */
    public JsonWriter time(Instant time, int offsetSeconds) {
        reserve(2 + Rfc3339.LENGTH_MAX);
        bytes[length] = '"';
        int end = Rfc3339.write(time, offsetSeconds, bytes, length + 1);
        bytes[end] = '"';
        length = end + 1;
        return this;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            long wanted = Math.max((long) length + count, bytes.length + (bytes.length >> 1));
            int grown = (int) Math.min(wanted, Integer.MAX_VALUE - 16);
            if (grown - length < count) {
                throw new IllegalStateException("a document of more than 2 GiB");
            }
            bytes = Arrays.copyOf(bytes, grown);
        }
    }
}
