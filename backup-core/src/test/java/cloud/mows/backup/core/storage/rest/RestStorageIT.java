package cloud.mows.backup.core.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against rclone's REST server, over plain HTTP. */
class RestStorageIT extends StorageContractTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static LocalServer server;

    private final String path = "test" + NUMBER.incrementAndGet() + "/";

    @BeforeAll
    static void start() throws Exception {
        server = RcloneServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** rclone writes into the file that it serves. */
    @Override
    protected boolean showsUnfinishedFiles() {
        return true;
    }

    @Override
    protected Storage open() throws StorageException {
        var location =
                (StorageLocation.Rest) StorageLocation.parse("rest:http://127.0.0.1:" + server.port() + "/" + path);
        return new RestStorage(location, RestOptions.DEFAULT);
    }

    @Test
    void theServerSpreadsPacks() throws Exception {
        FileKey pack = key(FileKind.PACK, 1);
        open().save(pack, ByteSlice.of(bytes(100, 1)));
        assertThat(folder.resolve("repository")
                        .resolve(path)
                        .resolve("data")
                        .resolve(pack.name().substring(0, 2))
                        .resolve(pack.name()))
                .exists();
    }
}
