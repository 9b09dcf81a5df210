package cloud.mows.backup.core.storage.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to a server, whatever the protocol.
 *
 * @param caFile PEM file with the only certificate authorities to trust; null: the system's
 * @param connections how many at once, at most
 * @param upload pace of all bytes sent
 * @param download pace of all bytes received
 */
public record HttpOptions(HttpTimeouts timeouts, @Nullable Path caFile, int connections, Pace upload, Pace download) {
    public static final HttpOptions DEFAULT = new HttpOptions(HttpTimeouts.DEFAULT, null, 5, Pace.FULL, Pace.FULL);

    public HttpOptions {
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed, not " + connections);
        }
    }

    public HttpOptions withTimeouts(HttpTimeouts other) {
        return new HttpOptions(other, caFile, connections, upload, download);
    }

    public HttpOptions withCaFile(@Nullable Path other) {
        return new HttpOptions(timeouts, other, connections, upload, download);
    }

    public HttpOptions withConnections(int other) {
        return new HttpOptions(timeouts, caFile, other, upload, download);
    }

    public HttpOptions withPace(Pace otherUpload, Pace otherDownload) {
        return new HttpOptions(timeouts, caFile, connections, otherUpload, otherDownload);
    }
}
