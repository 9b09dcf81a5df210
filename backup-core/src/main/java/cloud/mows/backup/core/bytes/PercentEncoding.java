package cloud.mows.backup.core.bytes;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Bytes in addresses (RFC 3986): what is unreserved there stands for itself, everything else as {@code %XX}. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    public static String encode(ByteString bytes) {
        StringBuilder out = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            byte b = bytes.at(i);
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                HEX.toHexDigits(out.append('%'), b);
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return b >= '0' && b <= '9'
                || b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b > 0 && UNRESERVED.indexOf(b) >= 0;
    }

    /** @throws IllegalArgumentException if two digits are missing behind a {@code %}, or something stands there that no address has */
    public static ByteString decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) {
                    throw new IllegalArgumentException("'" + text + "' ends within %XX");
                }
                out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c > ' ' && c < 0x7f) {
                out.write(c);
            } else {
                throw new IllegalArgumentException("'" + text + "' has a character that no address has");
            }
        }
        return ByteString.of(out.toByteArray());
    }
}
