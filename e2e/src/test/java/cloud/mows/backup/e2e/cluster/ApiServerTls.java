package cloud.mows.backup.e2e.cluster;

import cloud.mows.backup.e2e.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS for whoever stands between pods and the API server: it shows the API server's own certificate, and trusts what the cluster trusts. */
final class ApiServerTls {
    private static final String PASSWORD = "changeit";

    private ApiServerTls() {}

    /** @param folder for its key in a form that Java reads */
    static SSLContext of(TestCluster cluster, Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("apiserver.p12");
        Program.of(folder, "openssl", "pkcs12", "-export", "-passout", "pass:" + PASSWORD)
                .succeed(
                        "-in",
                        cluster.pki("apiserver.crt").toString(),
                        "-inkey",
                        cluster.pki("apiserver.key").toString(),
                        "-out",
                        store.toString());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        KeyStore authority = KeyStore.getInstance(KeyStore.getDefaultType());
        authority.load(null, null);
        try (InputStream certificate = Files.newInputStream(cluster.pki("ca.crt"))) {
            authority.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }
}
