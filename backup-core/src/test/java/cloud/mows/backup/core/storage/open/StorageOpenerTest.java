package cloud.mows.backup.core.storage.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.core.storage.http.TlsOptions;
import cloud.mows.backup.core.storage.layer.ManualWaiting;
import cloud.mows.backup.core.storage.layer.RetryListener;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageOpenerTest {
    @TempDir
    private Path temporary;

    private final ManualWaiting time = new ManualWaiting();
    private final StorageOpener opener =
            new StorageOpener(InstantSource.system(), time, new Random(1), RetryListener.SILENT);

    @Test
    void aDirectoryIsOpenedWithItsLayers() throws Exception {
        StorageOptions options = StorageOptions.from(Map.of()).withLimits(ByteSize.kib(1), null);
        OpenStorage open = opener.open(StorageLocation.parse(temporary.toString()), options);
        open.storage().create();
        open.storage().save(FileKey.CONFIG, ByteSlice.of(new byte[10 * 1024]));

        assertThat(open.storage().location()).isEqualTo(temporary.toString());
        assertThat(open.meter().total().bytesSaved()).isEqualTo(10 * 1024);
        assertThat(time.slept()).isBetween(Duration.ofMillis(9800), Duration.ofMillis(10_000));
        open.storage().close();
    }

    @Test
    void remotePlacesAreOpenedWithoutAskingAnybody() throws Exception {
        Map<String, String> environment =
                Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret", "RESTIC_REST_PASSWORD", "secret");
        for (String location : List.of("s3:http://127.0.0.1:1/bucket/x", "rest:http://127.0.0.1:1/x/")) {
            OpenStorage open = opener.open(StorageLocation.parse(location), StorageOptions.from(environment));
            assertThat(open.storage().location()).isEqualTo(location);
            open.storage().close();
        }
    }

    @Test
    void aMissingCaFileIsTold() {
        StorageOptions options =
                StorageOptions.from(Map.of()).withTls(TlsOptions.trusting(temporary.resolve("missing.pem")));
        for (String location : List.of("s3:https://host/bucket", "rest:https://host/")) {
            assertThatThrownBy(() -> opener.open(StorageLocation.parse(location), options))
                    .isInstanceOf(StorageException.Unusable.class)
                    .hasMessageContaining("missing.pem");
        }
    }

    /** Runs {@link OpensADirectory} with nothing of the SDK on the class path. */
    @Test
    void withoutS3NothingOfItIsLoaded() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("awssdk")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader alone =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> alone.loadClass("software.amazon.awssdk.services.s3.S3Client"))
                    .isInstanceOf(ClassNotFoundException.class);
            ((Runnable) alone.loadClass(OpensADirectory.class.getName())
                            .getConstructor()
                            .newInstance())
                    .run();
        }
    }

    /** Loaded by a class loader of its own. */
    public static final class OpensADirectory implements Runnable {
        @Override
        public void run() {
            try {
                Path folder = Files.createTempDirectory("opener");
                OpenStorage open = new StorageOpener(
                                InstantSource.system(), new ManualWaiting(), new Random(1), RetryListener.SILENT)
                        .open(StorageLocation.parse(folder.toString()), StorageOptions.from(Map.of()));
                assertThat(open.storage().location()).isEqualTo(folder.toString());
                Files.delete(folder);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
