package cloud.mows.backup.core.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.SelfSignedCertificate;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.rest.RestOptions;
import cloud.mows.backup.core.storage.rest.RestStorage;
import cloud.mows.backup.core.storage.s3.S3Credentials;
import cloud.mows.backup.core.storage.s3.S3Options;
import cloud.mows.backup.core.storage.s3.S3Storage;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kinds of places against a server that looks at certificates and has no files. */
class TlsTest {
    private static final URI ANYWHERE = URI.create("https://127.0.0.1/");

    @TempDir
    private static Path folder;

    private static SelfSignedCertificate here;
    private static SelfSignedCertificate elsewhere;
    private static SelfSignedCertificate ec;
    private static SelfSignedCertificate rsa;

    private final List<String> peers = Collections.synchronizedList(new ArrayList<>());
    private @Nullable HttpsServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        here = SelfSignedCertificate.make(folder);
        elsewhere = SelfSignedCertificate.make(folder, "elsewhere", "EC", "SAN=dns:elsewhere");
        ec = SelfSignedCertificate.make(folder, "ec", "EC", "SAN=dns:client");
        rsa = SelfSignedCertificate.make(folder, "rsa", "RSA", "SAN=dns:client");
    }

    /** @param clients whom it lets in; null: anybody */
    private void start(SelfSignedCertificate certificate, @Nullable TlsOptions clients) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(certificate), SelfSignedCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys.getKeyManagers(),
                clients == null ? null : Tls.read(clients, ANYWHERE).trustManagers(),
                null);
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(clients != null);
                parameters.setSSLParameters(wanted);
            }
        });
        made.createContext("/", exchange -> {
            try {
                peers.add(((HttpsExchange) exchange)
                        .getSSLSession()
                        .getPeerPrincipal()
                        .getName());
            } catch (SSLPeerUnverifiedException e) {
                peers.add("");
            }
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        made.start();
        server = made;
    }

    private static KeyStore store(SelfSignedCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            store.load(in, SelfSignedCertificate.PASSWORD.toCharArray());
        }
        return store;
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private Storage place(String kind, TlsOptions tls) throws StorageException {
        String address = "https://127.0.0.1:" + server.getAddress().getPort() + "/bucket/";
        HttpOptions http = HttpOptions.DEFAULT.withTls(tls);
        return switch (StorageLocation.parse(kind + ":" + address)) {
            case StorageLocation.Rest rest -> new RestStorage(rest, RestOptions.DEFAULT.withHttp(http));
            case StorageLocation.S3 s3 ->
                new S3Storage(
                        s3,
                        S3Options.DEFAULT.withHttp(http).withCredentials(new S3Credentials.Key("id", "secret", null)),
                        InstantSource.system());
            case StorageLocation.Directory directory -> throw new AssertionError(directory);
        };
    }

    /** Its answer "not found" comes after the handshake. */
    private void assertAnswers(String kind, TlsOptions tls) throws Exception {
        try (Storage place = place(kind, tls)) {
            assertThatThrownBy(() -> place.size(FileKey.CONFIG)).isInstanceOf(StorageException.NotFound.class);
        }
    }

    private void assertRefuses(String kind, TlsOptions tls, Class<? extends StorageException> how) throws Exception {
        try (Storage place = place(kind, tls)) {
            assertThatThrownBy(() -> place.size(FileKey.CONFIG)).isInstanceOf(how);
        }
        assertThat(peers).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"s3,ec,false", "s3,rsa,true", "rest,ec,true", "rest,rsa,false", "rest,ec,false", "rest,rsa,true"})
    void aClientShowsItsCertificate(String kind, String algorithm, boolean classic) throws Exception {
        SelfSignedCertificate client = algorithm.equals("ec") ? ec : rsa;
        start(here, TlsOptions.trusting(client.certificate()));
        String key = classic ? classic(client) : Files.readString(client.key());
        Path pem = Files.writeString(
                folder.resolve("client.pem"), "Some words\n" + Files.readString(client.certificate()) + key);
        assertAnswers(kind, TlsOptions.trusting(here.certificate()).withClient(pem));
        assertThat(peers).isNotEmpty().containsOnly("CN=" + algorithm);
    }

    /** PKCS #1 or SEC 1. */
    private static String classic(SelfSignedCertificate certificate) throws Exception {
        PrivateKey key = (PrivateKey) store(certificate).getKey("it", SelfSignedCertificate.PASSWORD.toCharArray());
        if (key instanceof ECPrivateKey ecKey) {
            BigInteger secret = ecKey.getS();
            byte[] der = new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret, X9ObjectIdentifiers.prime256v1)
                    .getEncoded();
            return pem("EC PARAMETERS", X9ObjectIdentifiers.prime256v1.getEncoded()) + pem("EC PRIVATE KEY", der);
        }
        return pem(
                "RSA PRIVATE KEY",
                PrivateKeyInfo.getInstance(key.getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    @ParameterizedTest
    @CsvSource({"s3", "rest"})
    void withoutACertificateAClientIsSentAway(String kind) throws Exception {
        start(here, TlsOptions.trusting(ec.certificate()));
        assertRefuses(kind, TlsOptions.trusting(here.certificate()), StorageException.class);
    }

    @ParameterizedTest
    @CsvSource({"s3", "rest"})
    void severalAuthoritiesAreTrusted(String kind) throws Exception {
        start(here, null);
        assertAnswers(kind, TlsOptions.trusting(ec.certificate(), here.certificate()));
        assertAnswers(kind, TlsOptions.trusting(here.certificate(), ec.certificate()));
    }

    @ParameterizedTest
    @CsvSource({"s3", "rest"})
    void onlyThoseAreTrusted(String kind) throws Exception {
        start(here, null);
        assertRefuses(kind, TlsOptions.trusting(ec.certificate(), rsa.certificate()), StorageException.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({"s3", "rest"})
    void aCertificateForAnotherHostIsNotTrusted(String kind) throws Exception {
        start(elsewhere, null);
        assertRefuses(kind, TlsOptions.trusting(elsewhere.certificate()), StorageException.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({"s3", "rest"})
    void anythingIsTrustedByWhoAsksForIt(String kind) throws Exception {
        start(elsewhere, TlsOptions.trusting(rsa.certificate()));
        Path pem = Files.writeString(
                folder.resolve("client.pem"), Files.readString(rsa.certificate()) + Files.readString(rsa.key()));
        assertAnswers(kind, new TlsOptions(List.of(), pem, true));
        assertThat(peers).isNotEmpty().containsOnly("CN=rsa");
    }

    @Test
    void aFileThatIsNoCertificateWithItsKeyIsTold() throws Exception {
        String certificate = Files.readString(ec.certificate());
        String key = Files.readString(ec.key());
        assertUnusable("", "there is no private key in it");
        assertUnusable(key, "there is no certificate in it");
        assertUnusable(certificate, "there is no private key in it");
        assertUnusable(certificate + key + key, "holds more than one key");
        assertUnusable(certificate + Files.readString(rsa.key()), "its key is not that of its first certificate");
        assertUnusable(certificate + Files.readString(elsewhere.key()), "its key is not that of its first certificate");
        assertUnusable(certificate + pem("PRIVATE KEY", new byte[50]), "holds no usable certificate and key");
        assertUnusable(certificate + pem("RSA PRIVATE KEY", new byte[50]), "holds no usable certificate and key");
        assertUnusable(certificate + pem("EC PRIVATE KEY", new byte[50]), "holds no usable certificate and key");
        assertUnusable(pem("CERTIFICATE", new byte[50]) + key, "holds no usable certificate and key");
        assertUnusable(certificate + pem("ENCRYPTED PRIVATE KEY", new byte[50]), "protected by a password");
        assertUnusable(
                certificate
                        + "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----",
                "protected by a password");
        assertThatThrownBy(() -> Tls.read(TlsOptions.DEFAULT.withClient(folder.resolve("missing")), ANYWHERE))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining("missing: cannot be read");
    }

    private static void assertUnusable(String content, String how) throws Exception {
        Path pem = Files.writeString(folder.resolve("client.pem"), content);
        assertThatThrownBy(() -> Tls.read(TlsOptions.DEFAULT.withClient(pem), ANYWHERE))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining(how);
    }
}
