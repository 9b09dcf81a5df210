package cloud.mows.backup.core.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text that may hold bytes which are no UTF-8: each stands as a lone low surrogate U+DC80 to U+DCFF, which no text has
 * (Python's "surrogateescape", PEP 383). So an argument can be any file name and still go through code that knows only
 * strings.
 */
public final class EscapedBytes {
    private static final char FIRST = '\udc80';
    private static final char LAST = '\udcff';

    private EscapedBytes() {}

    public static String escape(ByteString bytes) {
        String text = bytes.toString();
        if (text.indexOf('\ufffd') < 0) {
            return text;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
        CharBuffer out = CharBuffer.allocate(bytes.length());
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isMalformed()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (FIRST - 0x80 + (in.get() & 0xff)));
            }
        }
    }

    /** Whether {@code text} has a byte that is no text. */
    public static boolean hasAny(String text) {
        return nextEscape(text, 0) < text.length();
    }

    /** Whether the character at {@code i} stands for a byte that is no text. */
    public static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return c >= FIRST && c <= LAST && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** With U+FFFD for each byte that is no text, as restic writes such bytes into JSON. */
    public static String replaced(String text) {
        int at = nextEscape(text, 0);
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        while (at < text.length()) {
            out.setCharAt(at, '\ufffd');
            at = nextEscape(text, at + 1);
        }
        return out.toString();
    }

    /** The bytes as UTF-8, with U+FFFD for each that is none. */
    public static String replaced(ByteString bytes) {
        return replaced(escape(bytes));
    }

    public static ByteString unescape(String text) {
        int at = nextEscape(text, 0);
        if (at == text.length()) {
            return ByteString.of(text);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
        int from = 0;
        while (at < text.length()) {
            out.writeBytes(text.substring(from, at).getBytes(StandardCharsets.UTF_8));
            out.write(text.charAt(at) - FIRST + 0x80);
            from = at + 1;
            at = nextEscape(text, from);
        }
        out.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return ByteString.of(out.toByteArray());
    }

    private static int nextEscape(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return i;
            }
        }
        return text.length();
    }
}
