package cloud.mows.backup.core.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.SelfSignedCertificate;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against rclone's REST server with TLS, a password, and a repository where files can only be added. */
class RestSecureIT extends StorageContractTest {
    private static final ByteSlice CONTENT = ByteSlice.of(bytes(100, 1));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static SelfSignedCertificate certificate;
    private static LocalServer server;

    private final String path = "test" + NUMBER.incrementAndGet() + "/";

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfSignedCertificate.make(folder);
        List<String> more = new ArrayList<>(RcloneServer.withTls(certificate.certificate(), certificate.key()));
        more.addAll(List.of("--append-only", "--user", "guest", "--pass", "p@ss:w/rd"));
        server = RcloneServer.start(folder, more.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected boolean removes() {
        return false;
    }

    /** rclone writes into the file that it serves. */
    @Override
    protected boolean showsUnfinishedFiles() {
        return true;
    }

    @Override
    protected Storage open() throws StorageException {
        return open("guest:p%40ss%3Aw%2Frd@", RestOptions.DEFAULT.withHttp(trusting()));
    }

    private static HttpOptions trusting() {
        return HttpOptions.DEFAULT.withTls(TlsOptions.trusting(certificate.certificate()));
    }

    private RestStorage open(String user, RestOptions options) throws StorageException {
        var location = (StorageLocation.Rest)
                StorageLocation.parse("rest:https://" + user + "127.0.0.1:" + server.port() + "/" + path);
        return new RestStorage(location, options);
    }

    @Test
    void onlyLocksGo() throws Exception {
        Storage storage = open();
        storage.save(key(FileKind.PACK, 1), CONTENT);
        storage.save(key(FileKind.LOCK, 1), CONTENT);
        assertThatThrownBy(() -> storage.remove(key(FileKind.PACK, 1))).isInstanceOf(StorageException.Denied.class);
        storage.remove(key(FileKind.LOCK, 1));

        assertThat(listing(storage, FileKind.PACK)).hasSize(1);
        assertThat(listing(storage, FileKind.LOCK)).isEmpty();
    }

    @Test
    void thePasswordMayComeFromTheEnvironment() throws Exception {
        RestOptions options = RestOptions.from(
                        Map.of("RESTIC_REST_USERNAME", "guest", "RESTIC_REST_PASSWORD", "p@ss:w/rd"))
                .withHttp(trusting());
        open("", options).save(key(FileKind.PACK, 1), CONTENT);
    }

    @Test
    void aWrongPasswordIsDeniedAndNotTold() throws Exception {
        Storage storage = open("guest:a-wrong-one@", RestOptions.DEFAULT.withHttp(trusting()));
        assertThatThrownBy(() -> storage.size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Denied.class)
                .hasMessageContaining("rest:https://127.0.0.1")
                .hasMessageNotContaining("a-wrong-one");
        assertThat(storage.location()).doesNotContain("a-wrong-one").doesNotContain("guest");
        assertThatThrownBy(() -> storage.save(key(FileKind.PACK, 1), CONTENT))
                .isInstanceOf(StorageException.Denied.class);
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() throws Exception {
        Storage storage = open("guest:p%40ss%3Aw%2Frd@", RestOptions.DEFAULT);
        assertThatThrownBy(() -> storage.size(FileKey.CONFIG))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining("certificate is not trusted");
    }

    @Test
    void tlsIsNotSpokenToByPlainHttp() throws Exception {
        var location =
                (StorageLocation.Rest) StorageLocation.parse("rest:http://127.0.0.1:" + server.port() + "/" + path);
        Storage storage = new RestStorage(location, RestOptions.DEFAULT);
        assertThatThrownBy(() -> storage.size(FileKey.CONFIG)).isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void aClientCertificateOpensTheDoor(@TempDir Path own) throws Exception {
        SelfSignedCertificate client = SelfSignedCertificate.make(own, "client", "RSA", "SAN=dns:client");
        List<String> more = new ArrayList<>(RcloneServer.withTls(certificate.certificate(), certificate.key()));
        more.addAll(List.of("--client-ca", client.certificate().toString()));
        Path pem = Files.writeString(
                own.resolve("client.pem"), Files.readString(client.certificate()) + Files.readString(client.key()));
        try (LocalServer door = RcloneServer.start(own, more.toArray(String[]::new))) {
            var location =
                    (StorageLocation.Rest) StorageLocation.parse("rest:https://127.0.0.1:" + door.port() + "/x/");
            TlsOptions tls = TlsOptions.trusting(certificate.certificate());
            try (Storage stranger = new RestStorage(location, RestOptions.DEFAULT.withHttp(trusting()))) {
                assertThatThrownBy(() -> stranger.size(FileKey.CONFIG)).isInstanceOf(StorageException.class);
            }
            HttpOptions http = HttpOptions.DEFAULT.withTls(tls.withClient(pem));
            try (Storage known = new RestStorage(location, RestOptions.DEFAULT.withHttp(http))) {
                known.create();
                known.save(FileKey.CONFIG, CONTENT);
                assertThat(known.size(FileKey.CONFIG)).isEqualTo(CONTENT.length());
            }
        }
    }
}
