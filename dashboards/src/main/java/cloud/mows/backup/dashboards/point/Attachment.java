package cloud.mows.backup.dashboards.point;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.PercentEncoding;

/** The header by which a browser saves a file under its name (RFC 6266, RFC 8187). */
public final class Attachment {
    private Attachment() {}

    public static String header(String name) {
        return "attachment; filename*=UTF-8''" + PercentEncoding.encode(ByteString.of(name));
    }
}
