package cloud.mows.backup.core.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.LocalServer;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against versitygw, an S3 server over a folder. */
class S3StorageIT extends StorageContractTest {
    static final S3Credentials.Key KEY = new S3Credentials.Key("testaccess", "testsecret", null);
    private static final ByteSlice CONTENT = ByteSlice.of(bytes(100, 1));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static LocalServer server;

    /** Each test has a place of its own. */
    private final String prefix = "tests/" + NUMBER.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        server = startServer(folder, List.of("--keep-alive"));
    }

    static LocalServer startServer(Path folder, List<String> more) throws Exception {
        Path tool = LocalServer.tool("versitygw");
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Files.createDirectories(folder.resolve("versions"));
        return LocalServer.start(folder, Map.of("ROOT_ACCESS_KEY", KEY.id(), "ROOT_SECRET_KEY", KEY.secret()), port -> {
            Stream<String> command = Stream.of(
                            Stream.of(tool.toString(), "--port", "127.0.0.1:" + port, "--quiet"),
                            more.stream(),
                            Stream.of(
                                    "posix",
                                    "--versioning-dir",
                                    folder.resolve("versions").toString(),
                                    buckets.toString()))
                    .flatMap(part -> part);
            return command.toList();
        });
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Storage open() throws StorageException {
        return open("bucket", S3Options.DEFAULT.withCredentials(KEY).withListPage(70));
    }

    private Storage open(String bucket, S3Options options) throws StorageException {
        var location = (StorageLocation.S3)
                StorageLocation.parse("s3:http://127.0.0.1:" + server.port() + "/" + bucket + "/" + prefix);
        return new S3Storage(location, options, InstantSource.system());
    }

    /** As in a container of AWS, with a server of one's own. */
    @Test
    void aRegionMeantForAmazonKeepsNobodyOut() throws Exception {
        Map<String, String> surroundings = Map.of(
                "AWS_REGION", "eu-central-1", "AWS_ACCESS_KEY_ID", KEY.id(), "AWS_SECRET_ACCESS_KEY", KEY.secret());
        try (Storage storage = open("region-bucket", S3Options.from(surroundings))) {
            storage.create();
            storage.save(FileKey.CONFIG, CONTENT);
            assertThat(storage.readAll(FileKey.CONFIG, 1000)).hasSize(100);
        }
        try (Storage storage = open("region-bucket", S3Options.from(surroundings))) {
            assertThat(storage.size(FileKey.CONFIG)).isEqualTo(100);
        }
    }

    @Test
    void theLayoutIsRestics() throws Exception {
        Storage storage = open();
        FileKey pack = key(FileKind.PACK, 1);
        storage.save(pack, CONTENT);
        storage.save(FileKey.CONFIG, CONTENT);
        storage.save(key(FileKind.LOCK, 1), CONTENT);

        Path below = folder.resolve("buckets/bucket").resolve(prefix);
        assertThat(below.resolve("data").resolve(pack.name().substring(0, 2)).resolve(pack.name()))
                .exists();
        assertThat(below.resolve("config")).exists();
        assertThat(below.resolve("locks").resolve(key(FileKind.LOCK, 1).name())).exists();
        assertThat(storage.location()).isEqualTo("s3:http://127.0.0.1:" + server.port() + "/bucket/" + prefix);
    }

    @Test
    void aLargeFileGoesUpInParts() throws Exception {
        Storage storage = open("bucket", S3Options.DEFAULT.withCredentials(KEY).withMultipartAbove(ByteSize.mib(5)));
        FileKey pack = key(FileKind.PACK, 1);
        byte[] content = bytes((12 << 20) + 3, 1);
        storage.save(pack, ByteSlice.of(content));
        storage.save(pack, ByteSlice.of(content));

        assertThat(Arrays.equals(storage.readAll(pack, content.length), content))
                .isTrue();
        assertThatThrownBy(() -> storage.save(pack, ByteSlice.of(bytes(11 << 20, 1))))
                .isInstanceOf(StorageException.AlreadyExists.class);
        assertThat(listing(storage, FileKind.PACK)).containsExactly(Map.entry(pack.name(), (long) content.length));
    }

    @Test
    void aWrongKeyIsDenied() throws Exception {
        Storage wrong = open(
                "bucket", S3Options.DEFAULT.withCredentials(new S3Credentials.Key(KEY.id(), "a-wrong-secret", null)));
        assertThatThrownBy(() -> wrong.list(FileKind.PACK, file -> {}))
                .isInstanceOf(StorageException.Denied.class)
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasMessageNotContaining("a-wrong-secret");
        Storage stranger =
                open("bucket", S3Options.DEFAULT.withCredentials(new S3Credentials.Key("stranger", "secret", null)));
        assertThatThrownBy(() -> stranger.readAll(FileKey.CONFIG, 10)).isInstanceOf(StorageException.Denied.class);
        assertThatThrownBy(() -> stranger.size(FileKey.CONFIG)).isInstanceOf(StorageException.Denied.class);
        assertThatThrownBy(() -> stranger.save(key(FileKind.PACK, 1), CONTENT))
                .isInstanceOf(StorageException.Denied.class);
    }

    @Test
    void aMissingBucketIsNotFoundUntilItIsMade() throws Exception {
        Storage storage = open("another" + NUMBER.get(), S3Options.DEFAULT.withCredentials(KEY));
        assertThatThrownBy(() -> storage.list(FileKind.PACK, file -> {}))
                .isInstanceOf(StorageException.NotFound.class)
                .hasMessageContaining("NoSuchBucket");
        assertThatThrownBy(() -> storage.save(key(FileKind.PACK, 1), CONTENT))
                .isInstanceOf(StorageException.NotFound.class);
        assertThatThrownBy(() -> storage.remove(key(FileKind.PACK, 1))).isInstanceOf(StorageException.NotFound.class);
        storage.create();
        storage.save(key(FileKind.PACK, 1), CONTENT);
        assertThat(listing(storage, FileKind.PACK)).hasSize(1);
    }

    @Test
    void lockedObjectsStayWhileLocksGo() throws Exception {
        S3Options locking = S3Options.DEFAULT
                .withCredentials(KEY)
                .withLock(new ObjectLock(ObjectLock.Mode.COMPLIANCE, 3))
                .withMultipartAbove(ByteSize.mib(5));
        Storage storage = open("locked", locking);
        storage.create();
        for (FileKind kind : List.of(FileKind.PACK, FileKind.CONFIG, FileKind.LOCK)) {
            storage.save(key(kind, 1), CONTENT);
            assertThat(storage.readAll(key(kind, 1), 100)).hasSize(100);
        }
        storage.save(key(FileKind.PACK, 2), ByteSlice.of(bytes(6 << 20, 2)));

        Path below = folder.resolve("buckets/locked").resolve(prefix);
        assertThat(retention(below.resolve("config"))).contains("COMPLIANCE");
        for (int i = 1; i <= 2; i++) {
            String pack = key(FileKind.PACK, i).name();
            assertThat(retention(
                            below.resolve("data").resolve(pack.substring(0, 2)).resolve(pack)))
                    .contains("COMPLIANCE");
        }
        assertThat(retention(
                        below.resolve("locks").resolve(key(FileKind.LOCK, 1).name())))
                .isEmpty();
        storage.remove(key(FileKind.LOCK, 1));
        assertThat(listing(storage, FileKind.LOCK)).isEmpty();
    }

    private static String retention(Path object) throws Exception {
        Object value;
        try {
            value = Files.getAttribute(object, "user:object-retention");
        } catch (FileSystemException e) {
            return "";
        }
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }
}
