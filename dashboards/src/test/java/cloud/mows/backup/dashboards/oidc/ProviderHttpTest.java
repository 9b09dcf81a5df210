package cloud.mows.backup.dashboards.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By HTTPS, with a certificate that nobody else vouches for. */
final class ProviderHttpTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T00:00:00Z"));
    private final AtomicReference<HttpHandler> handler = new AtomicReference<>(answer("good"));

    @TempDir
    Path folder;

    private Path authorities;
    private HttpsServer server;

    private static HttpHandler answer(String text) {
        return exchange -> {
            try (exchange) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        };
    }

    @BeforeEach
    void start() throws Exception {
        authorities = folder.resolve("ca.crt");
        Path store = folder.resolve("server.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=login",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> handler.get().handle(exchange));
        server.start();
        Files.writeString(
                folder.resolve("later"),
                "# login\n-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String address() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private ProviderHttp http(Optional<Path> file, InstantSource clock) {
        return new ProviderHttp(
                new OidcSettings(
                        address(),
                        new ClientCredential(null, "backup"),
                        ClientCredential.NONE,
                        file,
                        new ClaimRules("sub", "", Optional.empty(), "", Map.of()),
                        List.of()),
                clock);
    }

    private String get(ProviderHttp http, String address) throws IOException {
        return http.retrieveResource(URI.create(address).toURL()).getContent();
    }

    @Test
    void believesWhomItIsToldToAndNobodyElse() throws Exception {
        assertThatThrownBy(() -> get(http(Optional.empty(), now::get), address()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SSLHandshakeException");

        ProviderHttp http = http(Optional.of(authorities), now::get);
        assertThatThrownBy(() -> get(http, address())).hasMessageContaining(authorities.toString());
        Files.writeString(authorities, "");
        assertThatThrownBy(() -> get(http, address())).hasMessageContaining(authorities.toString());
        Files.move(folder.resolve("later"), authorities, StandardCopyOption.REPLACE_EXISTING);
        assertThat(get(http, address())).as("it may come later").isEqualTo("good");
    }

    @Test
    void readsNoMoreThanItNeedsAndGoesNowhereElse() throws Exception {
        Files.move(folder.resolve("later"), authorities);
        ProviderHttp http = http(Optional.of(authorities), now::get);
        handler.set(exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", "https://evil.example/");
                exchange.sendResponseHeaders(302, -1);
            }
        });
        assertThatThrownBy(() -> get(http, address())).hasMessageContaining("HTTP status 302");
        assertThatThrownBy(() -> get(http, "http://127.0.0.1:1/keys")).hasMessageContaining("is not encrypted");

        byte[] endless = new byte[1 << 16];
        Arrays.fill(endless, (byte) ' ');
        handler.set(exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(endless);
                }
            }
        });
        assertThatThrownBy(() -> get(http, address())).isInstanceOf(IOException.class);

        handler.set(answer("good"));
        assertThatThrownBy(() -> get(http, address())).hasMessageContaining("it did not answer just now");
        now.set(now.get().plus(ProviderHttp.PAUSE));
        assertThat(get(http, address())).isEqualTo("good");
    }
}
