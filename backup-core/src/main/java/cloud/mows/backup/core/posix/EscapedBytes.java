package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
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
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c >= FIRST && c <= LAST) {
                return i;
            }
        }
        return text.length();
    }
}
