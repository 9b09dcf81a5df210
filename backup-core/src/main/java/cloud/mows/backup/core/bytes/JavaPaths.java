package cloud.mows.backup.core.bytes;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Java's paths for names that are not UTF-8. {@link Path#of(String, String...)} refuses and {@link Path#toString} loses such
 * bytes; only as a URI do they go in and come out.
 */
public final class JavaPaths {
    private static final String HEX = "0123456789ABCDEF";

    private JavaPaths() {}

    /** @param text may hold bytes as {@link EscapedBytes} has it */
    public static Path of(String text) {
        return EscapedBytes.hasAny(text) ? of(EscapedBytes.unescape(text)) : Path.of(text);
    }

    private static Path of(ByteString name) {
        boolean absolute = name.at(0) == '/';
        StringBuilder uri = new StringBuilder("file:///");
        for (int i = 0; i < name.length(); i++) {
            int b = name.at(i) & 0xff;
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
            }
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** The bytes of {@code path}, relative or absolute as it is. */
    public static ByteString bytes(Path path) {
        String text = path.toString();
        if (text.indexOf('\ufffd') < 0) {
            return ByteString.of(text);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        String separator = path.isAbsolute() ? "/" : "";
        for (Path element : path) {
            out.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(element(element));
            separator = "/";
        }
        return ByteString.of(out.toByteArray());
    }

    private static byte[] element(Path name) {
        String text = name.toString();
        if (text.indexOf('\ufffd') < 0) {
            return ByteString.of(text).toArray();
        }
        // Below the root there can be a directory of that name, for which Java adds a slash.
        String encoded = Path.of("/").resolve(name).toUri().getRawPath().replace("/", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }
}
