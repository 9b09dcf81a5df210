package cloud.mows.backup.dashboards.point;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Paths as the API has them. Names of files are bytes; JSON holds text. So a byte that is no UTF-8 is written {@code \xff}, and a
 * backslash itself {@code \x5c}.
 */
public final class ApiPath {
    private ApiPath() {}

    public static String encode(BytePath path) {
        return encode(path.bytes());
    }

    public static String encode(ByteString bytes) {
        String text = EscapedBytes.escape(bytes);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                out.append("\\x5c");
            } else if (EscapedBytes.isEscape(text, i)) {
                out.append("\\x").append(Integer.toHexString(c & 0xff));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A whole path in a restore point, which leads nowhere else. */
    public static BytePath decode(String text) {
        BytePath path = BytePath.of(bytes(text));
        if (!path.isAbsolute() || !path.lexical().equals(path)) {
            throw ApiException.unusable("'" + text + "' is not a whole path", "it begins with / and has no .. in it");
        }
        return path;
    }

    public static ByteString bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw ApiException.unusable("a path holds a NUL", "");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.startsWith("\\x", i) && text.length() >= i + 4) {
                try {
                    out.write(Integer.parseInt(text, i + 2, i + 4, 16));
                } catch (NumberFormatException e) {
                    throw ApiException.unusable("'" + text + "' has a \\x without two digits behind it", "");
                }
                i += 4;
            } else {
                int end = text.offsetByCodePoints(i, 1);
                out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end;
            }
        }
        return ByteString.of(out.toByteArray());
    }
}
