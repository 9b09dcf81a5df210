package cloud.mows.backup.core.storage.http;

import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** {@link TlsOptions} with their files read, in the forms that HTTP clients take. Null is each client's own default. */
public final class Tls {
    private final TrustManager @Nullable [] trust;
    private final KeyManager @Nullable [] keys;

    private Tls(TrustManager @Nullable [] trust, KeyManager @Nullable [] keys) {
        this.trust = trust;
        this.keys = keys;
    }

    /**
     * @param server without TLS nobody is trusted, since to read whom the system trusts takes a tenth of a second
     * @throws StorageException.Unusable if a file cannot be used
     */
    public static Tls read(TlsOptions options, URI server) throws StorageException {
        if ("http".equals(server.getScheme())) {
            return new Tls(new TrustManager[0], null);
        }
        return new Tls(
                options.insecure()
                        ? new TrustManager[] {new TrustAnybody()}
                        : options.authorities().isEmpty() ? null : authorities(options.authorities()),
                options.client() == null ? null : ClientCertificate.read(options.client()));
    }

    private static TrustManager[] authorities(List<Path> files) throws StorageException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Path file : files) {
                for (Certificate certificate : certificates(file)) {
                    store.setCertificateEntry("ca" + store.size(), certificate);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new StorageException.Unusable("CA files " + files + ": cannot be used together", e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws StorageException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new StorageException.Unusable("CA file " + file + ": there is no certificate in it", null);
            }
            return certificates;
        } catch (IOException e) {
            throw new StorageException.Unusable("CA file " + file + ": cannot be read: " + FileFailure.reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new StorageException.Unusable("CA file " + file + ": holds no usable certificates", e);
        }
    }

    public TrustManager @Nullable [] trustManagers() {
        return trust == null ? null : trust.clone();
    }

    public KeyManager @Nullable [] keyManagers() {
        return keys == null ? null : keys.clone();
    }

    /** Null: the system's. */
    public @Nullable SSLContext context() {
        if (trust == null && keys == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
