package cloud.mows.backup.dashboards.point;

import java.nio.charset.StandardCharsets;

/** The header by which a browser saves a file under its name (RFC 6266, RFC 8187). */
final class Attachment {
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Attachment() {}

    static String header(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || PLAIN.indexOf(b) >= 0;
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return "attachment; filename*=UTF-8''" + encoded;
    }
}
