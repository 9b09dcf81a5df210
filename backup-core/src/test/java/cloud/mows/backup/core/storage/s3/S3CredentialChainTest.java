package cloud.mows.backup.core.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where credentials come from when the environment names no key. The SDK takes each variable's system property too, which a
 * test can set. One server plays S3, the token service and a container's agent.
 */
class S3CredentialChainTest {
    @TempDir
    private Path folder;

    private final Map<String, String> before = new HashMap<>();
    private final Set<String> signedWith = Collections.synchronizedSet(new HashSet<>());
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        set("aws.disableEc2Metadata", "true");
        set("aws.region", "us-east-1");
        set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
        set("aws.configFile", folder.resolve("config").toString());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        before.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, Objects.requireNonNullElse(System.setProperty(name, value), ""));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().equals("/container")) {
                send(exchange, "application/json", """
                        {"AccessKeyId":"CONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}""");
            } else if (sent.contains("Action=AssumeRoleWithWebIdentity")
                    && sent.contains("WebIdentityToken=the-token")) {
                send(exchange, "text/xml", """
                        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                        <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>
                        <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
                        </AssumeRoleWithWebIdentityResponse>""");
            } else {
                String authorization = exchange.getRequestHeaders()
                        .getOrDefault("Authorization", List.of(""))
                        .getFirst();
                signedWith.add(authorization.replaceFirst(".*Credential=([^/]*)/.*", "$1"));
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private S3Storage open() throws StorageException {
        var location = (StorageLocation.S3) StorageLocation.parse("s3:" + address() + "/bucket");
        return new S3Storage(location, S3Options.from(Map.of()), InstantSource.system());
    }

    private void assertSignedWith(String id) throws Exception {
        try (S3Storage storage = open()) {
            assertThatThrownBy(() -> storage.size(FileKey.CONFIG)).isInstanceOf(StorageException.NotFound.class);
        }
        assertThat(signedWith).containsExactly(id);
    }

    @Test
    void aProfile() throws Exception {
        Files.writeString(folder.resolve("credentials"), """
                [default]
                aws_access_key_id = DEFAULT
                aws_secret_access_key = s
                [backup]
                aws_access_key_id = BACKUP
                aws_secret_access_key = s
                """);
        set("aws.profile", "backup");
        assertSignedWith("BACKUP");
    }

    @Test
    void aWebIdentity() throws Exception {
        set("aws.roleArn", "arn:aws:iam::123456789012:role/backup");
        set(
                "aws.webIdentityTokenFile",
                Files.writeString(folder.resolve("token"), "the-token").toString());
        set("aws.endpointUrlSts", address());
        assertSignedWith("ASSUMED");
    }

    @Test
    void aContainersAgent() throws Exception {
        set("aws.containerCredentialsFullUri", address() + "/container");
        assertSignedWith("CONTAINER");
    }

    @Test
    void none() throws Exception {
        try (S3Storage storage = open()) {
            assertThatThrownBy(() -> storage.size(FileKey.CONFIG))
                    .isInstanceOf(StorageException.Denied.class)
                    .hasMessageContaining("AWS_ACCESS_KEY_ID")
                    .hasMessageContaining("AWS_PROFILE");
        }
        assertThat(signedWith).isEmpty();
    }

    /** The SDK looks for these by name, and does without them silently. */
    @Test
    void singleSignOnIsThere() {
        for (String name : List.of(
                "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
                "software.amazon.awssdk.services.ssooidc.SsoOidcProfileTokenProviderFactory")) {
            assertThatCode(() -> Class.forName(name)).doesNotThrowAnyException();
        }
    }
}
