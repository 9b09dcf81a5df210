package cloud.mows.backup.core.bytes.json;

/** UTF-8 by the book (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    /** What {@link #decode} returns for a byte that begins no valid sequence. */
    public static final int INVALID = -1;

    private Utf8() {}

    /** The code point that begins at {@code at}, or {@link #INVALID}; reads no byte at or after {@code end}. */
    public static int decode(byte[] b, int at, int end) {
        int b0 = b[at];
        if (b0 >= 0) {
            return b0;
        }
        int length = (b0 & 0xE0) == 0xC0 ? 2 : (b0 & 0xF0) == 0xE0 ? 3 : (b0 & 0xF8) == 0xF0 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return INVALID;
        }
        int cp = b0 & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if ((b[at + i] & 0xC0) != 0x80) {
                return INVALID;
            }
            cp = cp << 6 | b[at + i] & 0x3F;
        }
        boolean overlong = cp < (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000);
        boolean surrogate = cp >= 0xD800 && cp <= 0xDFFF;
        return overlong || surrogate || cp > 0x10FFFF ? INVALID : cp;
    }

    /** How many bytes the UTF-8 form of {@code cp} has. */
    public static int length(int cp) {
        return cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    }

    /** Writes {@code cp}, a valid code point, to {@code out} at {@code at} and returns the position after it. */
    public static int encode(int cp, byte[] out, int at) {
        if (cp < 0x80) {
            out[at] = (byte) cp;
            return at + 1;
        }
        int length = length(cp);
        for (int i = length - 1, rest = cp; i > 0; i--, rest >>= 6) {
            out[at + i] = (byte) (0x80 | rest & 0x3F);
        }
        out[at] = (byte) (0xF00 >> length & 0xFF | cp >> 6 * (length - 1));
        return at + length;
    }

    /** The first byte from {@code from} that is not part of valid UTF-8, or {@code end}. */
    public static int firstInvalid(byte[] b, int from, int end) {
        int i = from;
        while (i < end) {
            int cp = decode(b, i, end);
            if (cp < 0) {
                return i;
            }
            i += length(cp);
        }
        return end;
    }
}
