package cloud.mows.backup.core.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageContractTest;
import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStorageTest extends StorageContractTest {
    private static final ByteSlice CONTENT = ByteSlice.of(bytes(100, 1));

    @TempDir
    private Path temporary;

    private Path root() {
        return temporary.resolve("repository");
    }

    @Override
    protected Storage open() {
        return new DirectoryStorage(root());
    }

    @Test
    void theLayoutIsRestics() throws Exception {
        Storage storage = open();
        FileKey pack = key(FileKind.PACK, 1);
        storage.save(pack, CONTENT);
        storage.save(FileKey.CONFIG, CONTENT);
        storage.save(key(FileKind.SNAPSHOT, 1), CONTENT);

        assertThat(root().resolve("data").resolve(pack.name().substring(0, 2)).resolve(pack.name()))
                .hasBinaryContent(bytes(100, 1));
        assertThat(root().resolve("config")).hasBinaryContent(bytes(100, 1));
        assertThat(root().resolve("snapshots").resolve(key(FileKind.SNAPSHOT, 1).name()))
                .hasBinaryContent(bytes(100, 1));
        assertThat(names(root()))
                .containsExactlyInAnyOrder("config", "data", "index", "keys", "locks", "snapshots", "tmp");
        assertThat(names(root().resolve("data"))).hasSize(256).contains("00", "7f", "ff");
        assertThat(names(root().resolve("tmp"))).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadAndNobodyWrites() throws Exception {
        Storage storage = open();
        storage.save(FileKey.CONFIG, CONTENT);
        storage.save(key(FileKind.KEY, 1), CONTENT);

        assertThat(permissions(root().resolve("config"))).isEqualTo("r--------");
        assertThat(permissions(
                        root().resolve("keys").resolve(key(FileKind.KEY, 1).name())))
                .isEqualTo("r--------");
        assertThat(permissions(root().resolve("data/00"))).isEqualTo("rwx------");
    }

    @Test
    void whereTheGroupMayReadTheConfigItMayReadTheRest() throws Exception {
        Storage storage = open();
        storage.save(FileKey.CONFIG, CONTENT);
        Files.setPosixFilePermissions(root().resolve("config"), PosixFilePermissions.fromString("r--r-----"));
        FileKey pack = key(FileKind.PACK, 1);
        Path shard = root().resolve("data").resolve(pack.name().substring(0, 2));
        Files.delete(shard);
        storage.save(pack, CONTENT);

        assertThat(permissions(shard)).isEqualTo("rwxr-x---");
        assertThat(permissions(shard.resolve(pack.name()))).isEqualTo("r--r-----");
    }

    @Test
    void strangersFilesAreNotListed() throws Exception {
        Storage storage = open();
        FileKey pack = key(FileKind.PACK, 1);
        storage.save(pack, CONTENT);
        Path shard = root().resolve("data").resolve(pack.name().substring(0, 2));
        Files.writeString(shard.resolve(pack.name() + "-tmp-123"), "restic's temporary file");
        Files.writeString(shard.resolve("Thumbs.db"), "");
        Files.writeString(root().resolve("data/README"), "");
        Files.createDirectory(shard.resolve("folder"));
        Files.createDirectories(root().resolve("data/lost+found"));
        Path other = root().resolve("data").resolve(pack.name().startsWith("00") ? "01" : "00");
        Files.writeString(other.resolve(pack.name()), "in the wrong folder");

        assertThat(listing(storage, FileKind.PACK)).containsOnlyKeys(pack.name());
    }

    @Test
    void missingFoldersListAsEmptyAndAreMadeWhenNeeded() throws Exception {
        Storage storage = open();
        storage.save(FileKey.CONFIG, CONTENT);
        for (String folder : names(root())) {
            if (!folder.equals("config")) {
                delete(root().resolve(folder));
            }
        }
        Storage later = new DirectoryStorage(root());
        for (FileKind kind : FileKind.values()) {
            assertThat(listing(later, kind)).hasSize(kind == FileKind.CONFIG ? 1 : 0);
            if (kind != FileKind.CONFIG) {
                later.remove(key(kind, 2));
            }
        }
        for (FileKind kind : FileKind.values()) {
            if (kind != FileKind.CONFIG) {
                later.save(key(kind, 1), CONTENT);
                assertThat(listing(later, kind)).hasSize(1);
            }
        }
    }

    @Test
    void anUnmountedDiskIsNotFilled() throws Exception {
        Path mountPoint = Files.createDirectory(temporary.resolve("mount"));
        Storage storage = new DirectoryStorage(mountPoint);
        assertThatThrownBy(() -> storage.save(key(FileKind.PACK, 1), CONTENT))
                .isInstanceOf(StorageException.NotFound.class)
                .hasMessageContaining("is the disk mounted?");
        assertThat(names(mountPoint)).isEmpty();

        Storage nowhere = new DirectoryStorage(temporary.resolve("nowhere"));
        assertThatThrownBy(() -> nowhere.list(FileKind.PACK, file -> {})).isInstanceOf(StorageException.NotFound.class);
        assertThatThrownBy(() -> nowhere.save(FileKey.CONFIG, CONTENT)).isInstanceOf(StorageException.NotFound.class);
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void oldLeftoversAreSweptYoungOnesAreNot() throws Exception {
        open().create();
        Instant now = Instant.parse("2026-01-10T12:00:00Z");
        Path old = Files.writeString(root().resolve("tmp/old"), "x");
        Path young = Files.writeString(root().resolve("tmp/young"), "x");
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(young, FileTime.from(now.minus(Duration.ofHours(23))));

        new DirectoryStorage(root(), InstantSource.fixed(now)).save(key(FileKind.PACK, 1), CONTENT);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void whatCannotGetItsNameLeavesNothing() throws Exception {
        Storage storage = open();
        FileKey pack = key(FileKind.PACK, 1);
        Path shard = root().resolve("data").resolve(pack.name().substring(0, 2));
        Files.delete(shard);
        Files.writeString(shard, "a file where the folder should be");

        assertThatThrownBy(() -> storage.save(pack, CONTENT)).isInstanceOf(StorageException.class);
        assertThat(names(root().resolve("tmp"))).isEmpty();
        assertThat(listing(storage, FileKind.PACK)).isEmpty();
    }

    @Test
    void anInterruptedReaderDoesNotDisturbTheOthers() throws Exception {
        Storage storage = open();
        FileKey pack = key(FileKind.PACK, 1);
        byte[] content = bytes(4 << 20, 2);
        storage.save(pack, ByteSlice.of(content));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> broken = new AtomicReference<>();
        List<Thread> readers = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    try {
                        byte[] target = new byte[content.length];
                        while (!done.get()) {
                            storage.readInto(pack, 0, ByteSlice.of(target));
                            assertThat(target[12345]).isEqualTo(content[12345]);
                        }
                    } catch (Throwable t) {
                        broken.set(t);
                    }
                }))
                .limit(2)
                .toList();
        for (int i = 0; i < 50; i++) {
            Thread victim = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        storage.readInto(pack, 0, ByteSlice.of(new byte[1 << 20]));
                    }
                } catch (StorageException.Interrupted e) {
                    // as it should be
                } catch (StorageException | RuntimeException e) {
                    broken.set(e);
                }
            });
            victim.interrupt();
            victim.join();
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(broken.get()).isNull();
    }

    @Test
    void aRemovedFileIsNotKeptOpen() throws Exception {
        Storage storage = open();
        for (int i = 0; i < 40; i++) {
            storage.save(key(FileKind.PACK, i), CONTENT);
            storage.readInto(key(FileKind.PACK, i), 1, ByteSlice.of(new byte[10]));
        }
        assertThat(openBelow(root())).hasSizeBetween(1, 16);
        for (int i = 0; i < 40; i++) {
            storage.remove(key(FileKind.PACK, i));
        }
        assertThat(openBelow(root())).isEmpty();

        storage.save(key(FileKind.PACK, 1), CONTENT);
        storage.readInto(key(FileKind.PACK, 1), 1, ByteSlice.of(new byte[10]));
        storage.close();
        assertThat(openBelow(root())).isEmpty();
    }

    private static List<String> openBelow(Path root) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString();
                        } catch (IOException e) {
                            return "";
                        }
                    })
                    .filter(target -> target.startsWith(root.toString()))
                    .toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (String name : names(path)) {
                delete(path.resolve(name));
            }
        }
        Files.delete(path);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
