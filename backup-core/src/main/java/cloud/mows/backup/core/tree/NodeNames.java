package cloud.mows.backup.core.tree;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Names in a tree: which are allowed, and their quoted form. JSON has no bytes, so restic first quotes a name as a Go
 * string literal without its quotes (Go specification, "String literals"): what is not UTF-8 becomes {@code \xff}, what
 * does not print {@code \n}, <code>\</code>{@code u00a0} or {@code \U000e0001}.
 */
final class NodeNames {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** A byte becomes at most four: {@code \xff}; of two bytes at most six, of four at most ten. */
    private static final int GROWTH_MAX = 4;

    private static final String SHORT_ESCAPES = "abtnvfr";

    private NodeNames() {}

    /** What is wrong with {@code name}, or null. */
    static @Nullable String problem(ByteString name) {
        int length = name.length();
        if (length == 0) {
            return "an empty name";
        }
        if (name.at(0) == '.' && (length == 1 || length == 2 && name.at(1) == '.')) {
            return "the name '" + name + "'";
        }
        for (int i = 0; i < length; i++) {
            byte b = name.at(i);
            if (b == '/' || b == 0) {
                return b == 0 ? "a name with a NUL" : "the name '" + name + "' with a slash";
            }
        }
        return null;
    }

    /** Whether every byte stands for itself, quoted and in JSON. */
    static boolean isPlain(ByteString name) {
        for (int i = 0; i < name.length(); i++) {
            byte b = name.at(i);
            if (b < 0x20 || b == 0x7F || b == '"' || b == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The quoted form. */
    static ByteSlice quote(ByteString name) {
        byte[] in = name.toArray();
        byte[] out = new byte[in.length * GROWTH_MAX];
        int length = 0;
        for (int i = 0; i < in.length; ) {
            int cp = Utf8.decode(in, i, in.length);
            if (cp == Utf8.INVALID) {
                length = escape('x', in[i] & 0xFF, 2, out, length);
                i++;
                continue;
            }
            length = quote(cp, out, length);
            i += Utf8.length(cp);
        }
        return new ByteSlice(out, 0, length);
    }

    private static int quote(int cp, byte[] out, int at) {
        if (cp == '"' || cp == '\\') {
            out[at] = '\\';
            out[at + 1] = (byte) cp;
            return at + 2;
        }
        if (prints(cp)) {
            return Utf8.encode(cp, out, at);
        }
        if (cp >= 7 && cp <= 13) {
            out[at] = '\\';
            out[at + 1] = (byte) SHORT_ESCAPES.charAt(cp - 7);
            return at + 2;
        }
        if (cp < 0x20 || cp == 0x7F) {
            return escape('x', cp, 2, out, at);
        }
        return cp < 0x10000 ? escape('u', cp, 4, out, at) : escape('U', cp, 8, out, at);
    }

    private static int escape(char kind, int value, int digits, byte[] out, int at) {
        out[at] = '\\';
        out[at + 1] = (byte) kind;
        for (int i = 0; i < digits; i++) {
            out[at + 2 + i] = HEX[value >> 4 * (digits - 1 - i) & 0xF];
        }
        return at + 2 + digits;
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space: what Go calls printable. */
    private static boolean prints(int cp) {
        if (cp < 0x7F) {
            return cp >= 0x20;
        }
        return switch (Character.getType(cp)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The name whose quoted form this is, or null if it is none. */
    static @Nullable ByteString unquote(ByteSlice quoted) {
        byte[] in = quoted.array();
        int from = quoted.offset();
        int end = from + quoted.length();
        int i = from;
        while (i < end && in[i] != '\\' && in[i] != '"' && in[i] != '\n') {
            i++;
        }
        if (i == end) {
            return ByteString.of(in, from, quoted.length());
        }
        byte[] out = new byte[quoted.length()];
        System.arraycopy(in, from, out, 0, i - from);
        int length = i - from;
        while (i < end) {
            byte c = in[i];
            if (c == '"' || c == '\n') {
                return null;
            }
            if (c != '\\') {
                out[length++] = c;
                i++;
                continue;
            }
            if (i + 1 == end) {
                return null;
            }
            int kind = in[i + 1];
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : kind >= '0' && kind <= '7' ? 3 : 0;
            if (digits == 0) {
                int simple = kind == '"' || kind == '\\' ? kind : unescape(kind);
                if (simple < 0) {
                    return null;
                }
                out[length++] = (byte) simple;
                i += 2;
                continue;
            }
            boolean octal = digits == 3;
            int at = octal ? i + 1 : i + 2;
            long value = number(in, at, Math.min(end, at + digits), digits, octal ? 8 : 16);
            if (value < 0) {
                return null;
            }
            if (octal || kind == 'x') {
                if (value > 0xFF) {
                    return null;
                }
                out[length++] = (byte) value;
            } else if (value > Character.MAX_CODE_POINT || value >= 0xD800 && value <= 0xDFFF) {
                return null;
            } else {
                length = Utf8.encode((int) value, out, length);
            }
            i = at + digits;
        }
        return ByteString.of(out, 0, length);
    }

    private static int unescape(int kind) {
        int i = SHORT_ESCAPES.indexOf(kind);
        return i < 0 ? -1 : i + 7;
    }

    private static long number(byte[] in, int from, int end, int digits, int radix) {
        if (end - from < digits) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = Character.digit((char) (in[i] & 0x7F), radix);
            if (digit < 0 || in[i] < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
