package cloud.mows.backup.core.storage.http;

/**
 * How to talk to a server, whatever the protocol.
 *
 * @param connections how many at once, at most
 * @param upload pace of all bytes sent
 * @param download pace of all bytes received
 */
public record HttpOptions(HttpTimeouts timeouts, TlsOptions tls, int connections, Pace upload, Pace download) {
    public static final HttpOptions DEFAULT =
            new HttpOptions(HttpTimeouts.DEFAULT, TlsOptions.DEFAULT, 5, Pace.FULL, Pace.FULL);

    public HttpOptions {
        if (connections < 1) {
            throw new IllegalArgumentException("at least one connection is needed, not " + connections);
        }
    }

    public HttpOptions withTimeouts(HttpTimeouts other) {
        return new HttpOptions(other, tls, connections, upload, download);
    }

    public HttpOptions withTls(TlsOptions other) {
        return new HttpOptions(timeouts, other, connections, upload, download);
    }

    public HttpOptions withConnections(int other) {
        return new HttpOptions(timeouts, tls, other, upload, download);
    }

    public HttpOptions withPace(Pace otherUpload, Pace otherDownload) {
        return new HttpOptions(timeouts, tls, connections, otherUpload, otherDownload);
    }
}
