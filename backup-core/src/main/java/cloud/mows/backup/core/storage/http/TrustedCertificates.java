package cloud.mows.backup.core.storage.http;

import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificate authorities of a PEM file, and no others. */
public final class TrustedCertificates {
    private final TrustManager[] managers;

    private TrustedCertificates(TrustManager[] managers) {
        this.managers = managers;
    }

    public static TrustedCertificates read(Path pem) throws StorageException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new StorageException.Unusable("CA file " + pem + ": there is no certificate in it", null);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new TrustedCertificates(factory.getTrustManagers());
        } catch (IOException e) {
            throw new StorageException.Unusable("CA file " + pem + ": cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new StorageException.Unusable("CA file " + pem + ": holds no usable certificates", e);
        }
    }

    public TrustManager[] managers() {
        return managers.clone();
    }

    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }
}
