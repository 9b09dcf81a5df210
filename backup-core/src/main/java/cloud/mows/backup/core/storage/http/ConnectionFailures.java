package cloud.mows.backup.core.storage.http;

import cloud.mows.backup.core.storage.StorageException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Which failure a broken connection is. It looks at the causes, since every client wraps them its own way.
 *
 * <p>A host name that does not resolve is a typing error as long as the place has never answered, and a home connection
 * that is down for a minute once it has.
 */
public final class ConnectionFailures {
    private static final int DEPTH_MAX = 30;

    private final String host;
    private final String address;
    private volatile boolean answered;

    /** @param place scheme, host and perhaps port; anything else of it is not shown */
    public ConnectionFailures(URI place) {
        int port = place.getPort() >= 0 ? place.getPort() : "http".equals(place.getScheme()) ? 80 : 443;
        this.host = place.getHost();
        this.address = host + ":" + port;
    }

    /** The place has answered something, whatever it was. */
    public void answered() {
        answered = true;
    }

    /** @param what was done with which file of which place: {@code save data/9f3c21aa to rest:https://host/} */
    public StorageException translate(String what, Throwable thrown) {
        if (Thread.currentThread().isInterrupted() || has(thrown, InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
            return new StorageException.Interrupted(what + ": interrupted", thrown);
        }
        String message = what + ": " + reason(thrown);
        if (has(thrown, e -> e instanceof UnknownHostException || e instanceof UnresolvedAddressException)) {
            String unknown = what + ": no such host: " + host;
            return answered
                    ? new StorageException.Transient(unknown, thrown)
                    : new StorageException.Unusable(unknown, thrown);
        }
        if (has(thrown, ConnectionFailures::isRefused)) {
            return new StorageException.Transient(what + ": nobody listens at " + address, thrown);
        }
        if (has(thrown, ConnectionFailures::isAboutTrust)) {
            return new StorageException.Unusable(what + ": its certificate is not trusted: " + reason(thrown), thrown);
        }
        if (has(thrown, ConnectionFailures::isBrokenConnection)) {
            return new StorageException.Transient(message, thrown);
        }
        if (has(thrown, SSLException.class::isInstance)) {
            return new StorageException.Unusable(what + ": no TLS connection: " + reason(thrown), thrown);
        }
        return new StorageException.Transient(message, thrown);
    }

    /** What else keeps a connection from being made has a message, only the HTTP client leaves this one's out. */
    private static boolean isRefused(Throwable e) {
        return e instanceof ConnectException
                && (e.getMessage() == null || e.getMessage().contains("Connection refused"));
    }

    private static boolean isAboutTrust(Throwable e) {
        return e instanceof CertificateException
                || e instanceof CertPathValidatorException
                || e instanceof SSLPeerUnverifiedException;
    }

    private static boolean isBrokenConnection(Throwable e) {
        return e instanceof SocketException
                || e instanceof SocketTimeoutException
                || e instanceof EOFException
                || (e instanceof InterruptedIOException);
    }

    private static boolean has(Throwable thrown, Predicate<Throwable> wanted) {
        Set<Throwable> seen = new HashSet<>();
        Throwable e = thrown;
        for (int depth = 0; e != null && depth < DEPTH_MAX && seen.add(e); depth++) {
            if (wanted.test(e)) {
                return true;
            }
            e = e.getCause();
        }
        return false;
    }

    /** The innermost message: outer ones repeat it or say that something failed. */
    private static String reason(Throwable thrown) {
        String reason = named(thrown);
        Set<Throwable> seen = new HashSet<>();
        Throwable e = thrown;
        for (int depth = 0; e != null && depth < DEPTH_MAX && seen.add(e); depth++) {
            @Nullable String message = e.getMessage();
            if (message != null && !message.isBlank()) {
                reason = named(e);
            }
            e = e.getCause();
        }
        return reason;
    }

    private static String named(Throwable e) {
        String message = e.getMessage();
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return message == null || message.isBlank() ? kind : message + " (" + kind + ")";
    }
}
