package cloud.mows.backup.core.storage.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.SelfSignedCertificate;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.HttpOptions;
import cloud.mows.backup.core.storage.http.TlsOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against versitygw with TLS, and without connections that stay open. */
class S3SecureIT extends StorageContractTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static SelfSignedCertificate certificate;
    private static LocalServer server;

    private final String prefix = "test" + NUMBER.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfSignedCertificate.make(folder);
        server = S3StorageIT.startServer(
                folder,
                List.of(
                        "--cert",
                        certificate.certificate().toString(),
                        "--key",
                        certificate.key().toString()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected int longListing() {
        return 60;
    }

    @Override
    protected Storage open() throws StorageException {
        return open("https", HttpOptions.DEFAULT.withTls(TlsOptions.trusting(certificate.certificate())));
    }

    private S3Storage open(String scheme, HttpOptions http) throws StorageException {
        var location = (StorageLocation.S3)
                StorageLocation.parse("s3:" + scheme + "://127.0.0.1:" + server.port() + "/bucket/" + prefix);
        return new S3Storage(
                location, S3Options.DEFAULT.withHttp(http).withCredentials(S3StorageIT.KEY), InstantSource.system());
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() throws Exception {
        Storage storage = open("https", HttpOptions.DEFAULT);
        assertThatThrownBy(() -> storage.list(FileKind.PACK, file -> {}))
                .isInstanceOf(StorageException.Unusable.class)
                .hasMessageContaining("certificate is not trusted");
    }
}
