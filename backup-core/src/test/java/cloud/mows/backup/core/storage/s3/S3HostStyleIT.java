package cloud.mows.backup.core.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against versitygw with the bucket in the host's name, {@code bucket.localhost}. */
class S3HostStyleIT extends StorageContractTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static LocalServer server;

    private final String prefix = "test" + NUMBER.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        server = S3StorageIT.startServer(folder, List.of("--keep-alive", "--virtual-domain", "localhost"));
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
        var location = (StorageLocation.S3)
                StorageLocation.parse("s3:http://localhost:" + server.port() + "/bucket/" + prefix);
        return new S3Storage(
                location,
                S3Options.DEFAULT.withCredentials(S3StorageIT.KEY).withAddressing(S3Options.Addressing.HOST),
                InstantSource.system());
    }

    @Test
    void theBucketIsThatOfTheName() throws Exception {
        open().save(FileKey.CONFIG, ByteSlice.of(bytes(10, 1)));
        assertThat(folder.resolve("buckets/bucket").resolve(prefix).resolve("config"))
                .exists();
    }
}
