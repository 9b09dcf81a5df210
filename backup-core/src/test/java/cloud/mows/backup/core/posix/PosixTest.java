package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {
    @TempDir
    Path folder;

    private int dir;

    @BeforeEach
    void open() throws Exception {
        dir = Posix.open(BytePath.of(folder), OpenFlags.READ | OpenFlags.DIRECTORY);
    }

    @AfterEach
    void close() {
        Posix.closeQuietly(dir);
    }

    private static ByteString name(String text) {
        return ByteString.of(text);
    }

    private int create(String name) throws PosixException {
        return Posix.open(dir, name(name), OpenFlags.READ_WRITE | OpenFlags.CREATE, 0644);
    }

    @Test
    void statAgreesWithJavasOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "twelve bytes");
        Files.createLink(folder.resolve("g"), file);
        FileStat stat = PosixNames.stat(dir, name("f"));
        assertThat(stat.type()).isEqualTo(FileType.FILE);
        assertThat(stat.size()).isEqualTo(12);
        for (var attribute : List.of("mode", "uid", "gid", "dev", "ino", "nlink", "rdev")) {
            long theirs = ((Number) Files.getAttribute(file, "unix:" + attribute)).longValue();
            long ours = switch (attribute) {
                case "mode" -> stat.type().bits() | stat.mode();
                case "uid" -> stat.uid();
                case "gid" -> stat.gid();
                case "dev" -> stat.deviceId();
                case "ino" -> stat.inode();
                case "nlink" -> stat.links();
                default -> stat.device();
            };
            assertThat(ours).as(attribute).isEqualTo(theirs);
        }
        assertThat(stat.mtime()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
        assertThat(stat.ctime())
                .isEqualTo(((java.nio.file.attribute.FileTime) Files.getAttribute(file, "unix:ctime")).toInstant());
        assertThat(stat.mountRoot()).isFalse();
        assertThat(PosixNames.stat(BytePath.of("/proc")).mountRoot()).isTrue();
    }

    @Test
    void tellsWhatFailedAndWhy() {
        assertThatThrownBy(() -> PosixNames.stat(dir, name("absent")))
                .isInstanceOf(PosixException.class)
                .hasMessage("stat absent: no such file or directory (ENOENT)")
                .satisfies(e -> assertThat(((PosixException) e).errno()).isEqualTo(Errno.ENOENT));
        assertThatThrownBy(() -> Posix.open(dir, name("a\0b"), 0, 0)).hasMessageContaining("EINVAL");
        assertThatThrownBy(() -> Posix.open(dir, name("x".repeat(5000)), 0, 0)).hasMessageContaining("ENAMETOOLONG");
        assertThatThrownBy(() -> Posix.open(dir, name("x".repeat(256)), 0, 0)).hasMessageContaining("ENAMETOOLONG");
        assertThat(new PosixException("x", "y", 71)).hasMessage("x y: error (errno 71)");
    }

    @Test
    void readsAndWritesAcrossPieces() throws Exception {
        int fd = create("big");
        byte[] bytes = new byte[1_000_003];
        new java.util.SplittableRandom(7).nextBytes(bytes);
        Posix.writeAt(fd, bytes, 3, bytes.length - 3, 50_000);
        byte[] back = new byte[bytes.length];
        assertThat(Posix.readAt(fd, back, 3, bytes.length - 3, 50_000)).isEqualTo(bytes.length - 3);
        bytes[0] = bytes[1] = bytes[2] = 0;
        assertThat(back).isEqualTo(bytes);
        assertThat(Posix.readAt(fd, back, 0, 100, 50_000 + 1_000_000 - 10)).isEqualTo(10);
        assertThat(Posix.readAt(fd, back, 0, 100, 5_000_000)).isZero();
        assertThat(Posix.read(fd, back, 0, 10)).isEqualTo(10);
        assertThat(back).startsWith(new byte[10]);
        Posix.sync(fd);
        Posix.syncData(fd);
        Posix.startWriting(fd, 0, 0);
        Posix.close(fd);
        assertThatThrownBy(() -> Posix.close(fd)).hasMessageContaining("EBADF");
    }

    @Test
    void writesNativeMemoryAsItIs() throws Exception {
        int fd = create("native");
        byte[] bytes = new byte[3_000_003];
        new java.util.SplittableRandom(8).nextBytes(bytes);
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        Posix.writeAt(fd, memory.position(5), 700);
        assertThat(memory.position()).isEqualTo(5);
        byte[] back = new byte[bytes.length - 5];
        assertThat(Posix.readAt(fd, back, 0, back.length, 700)).isEqualTo(back.length);
        assertThat(back).isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
        assertThatThrownBy(() -> Posix.writeAt(fd, ByteBuffer.allocate(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void setsRoomAside() throws Exception {
        int fd = create("room");
        Posix.allocate(fd, 5 << 20);
        FileStat stat = Posix.stat(fd);
        assertThat(stat.size()).isEqualTo(5 << 20);
        assertThat(stat.mayHaveHoles()).isFalse();
    }

    @Test
    void findsAndMakesHoles() throws Exception {
        int fd = create("holes");
        Posix.writeAt(fd, new byte[] {1}, 0, 1, 1 << 20);
        Posix.truncate(fd, 3 << 20);
        assertThat(Posix.seekData(fd, 0)).isEqualTo(1 << 20);
        assertThat(Posix.seekHole(fd, 1 << 20)).isEqualTo((1 << 20) + 4096);
        assertThat(Posix.seekData(fd, 2 << 20)).isEqualTo(-1);
        assertThat(Posix.stat(fd).mayHaveHoles()).isTrue();
        Posix.punchHole(fd, 1 << 20, 4096);
        assertThat(Posix.seekData(fd, 0)).isEqualTo(-1);
        Posix.close(fd);
    }

    @Test
    void keepsNamesAsBytesAndSortsThem() throws Exception {
        List<ByteString> names = List.of(
                name("a"), name("a b"), name("a.b"), name("ab"), name("b"), FileZoo.bytes("c3a4"), FileZoo.LATIN);
        for (ByteString name : names) {
            Posix.closeQuietly(Posix.open(dir, name, OpenFlags.CREATE | OpenFlags.WRITE, 0600));
        }
        List<ByteString> sorted = names.stream().sorted().toList();
        assertThat(PosixNames.list(dir)).isEqualTo(sorted);
        assertThat(sorted.getLast()).isEqualTo(FileZoo.bytes("c3a4"));
    }

    @Test
    void setsTimesOfAnythingWithNanoseconds() throws Exception {
        PosixNames.makeSymlink(name("nowhere"), dir, name("link"));
        for (Instant time : List.of(FileZoo.BEFORE_1970, Instant.EPOCH.minusNanos(1), FileZoo.WITH_NANOS)) {
            PosixNames.changeTimes(dir, name("link"), time.minusSeconds(5), time);
            FileStat stat = PosixNames.stat(dir, name("link"));
            assertThat(stat.mtime()).isEqualTo(time);
            assertThat(stat.atime()).isEqualTo(time.minusSeconds(5));
        }
        assertThat(PosixNames.readLink(dir, name("link"))).isEqualTo(name("nowhere"));
        assertThatThrownBy(() -> PosixNames.changeMode(dir, name("link"), 0600)).hasMessageContaining("EOPNOTSUPP");
    }

    @Test
    void neverFollowsALinkWhenTold() throws Exception {
        PosixNames.makeSymlink(name("."), dir, name("link"));
        assertThatThrownBy(() -> Posix.open(dir, name("link"), OpenFlags.NO_FOLLOW, 0))
                .hasMessageContaining("ELOOP");
        assertThatThrownBy(() -> Posix.open(dir, name("link"), OpenFlags.NO_FOLLOW | OpenFlags.DIRECTORY, 0))
                .hasMessageContaining("ENOTDIR");
    }

    @Test
    void listsReadsAndRemovesAttributes() throws Exception {
        int fd = create("x");
        byte[] large = new byte[2000];
        large[1999] = 1;
        PosixXattrs.set(dir, name("x"), name("user.large"), ByteString.of(large));
        PosixXattrs.set(fd, name("user.empty"), ByteString.EMPTY);
        assertThat(PosixXattrs.list(fd)).containsExactlyInAnyOrder(name("user.large"), name("user.empty"));
        assertThat(PosixXattrs.list(dir, name("x"))).containsExactlyInAnyOrder(name("user.large"), name("user.empty"));
        assertThat(PosixXattrs.listThroughProc(dir, name("x")))
                .containsExactlyInAnyOrder(name("user.large"), name("user.empty"));
        assertThat(PosixXattrs.get(fd, name("user.large"))).isEqualTo(ByteString.of(large));
        assertThat(PosixXattrs.get(dir, name("x"), name("user.empty"))).isEqualTo(ByteString.EMPTY);
        assertThat(PosixXattrs.get(dir, name("x"), name("user.none"))).isNull();
        PosixXattrs.remove(fd, name("user.large"));
        PosixXattrs.remove(dir, name("x"), name("user.empty"));
        assertThat(PosixXattrs.list(dir, name("x"))).isEmpty();
        assertThatThrownBy(() -> PosixXattrs.remove(fd, name("user.large"))).hasMessageContaining("ENODATA");
        Posix.close(fd);
    }

    @Test
    void makesDevices() throws Exception {
        FileZoo.assumeRoot();
        long number = FileStat.deviceNumber(259, 70_000);
        PosixNames.makeNode(dir, name("dev"), FileType.BLOCK_DEVICE, 0600, number);
        FileStat stat = PosixNames.stat(dir, name("dev"));
        assertThat(stat.type()).isEqualTo(FileType.BLOCK_DEVICE);
        assertThat(stat.device()).isEqualTo(number);
        assertThat(FileStat.deviceMajor(number)).isEqualTo(259);
        assertThat(FileStat.deviceMinor(number)).isEqualTo(70_000);
        assertThat((Long) Files.getAttribute(folder.resolve("dev"), "unix:rdev"))
                .isEqualTo(number);
    }

    @Test
    void renamesWithAndWithoutReplacing() throws Exception {
        Posix.close(create("a"));
        Posix.close(create("b"));
        assertThatThrownBy(() -> PosixNames.renameToNew(dir, name("a"), dir, name("b")))
                .hasMessageContaining("EEXIST");
        PosixNames.rename(dir, name("a"), dir, name("b"));
        assertThat(PosixNames.statIfThere(dir, name("a"))).isNull();
        PosixNames.makeHardLink(dir, name("b"), dir, name("c"));
        assertThat(PosixNames.stat(dir, name("c")).links()).isEqualTo(2);
        PosixNames.unlink(dir, name("c"));
        PosixNames.makeDirectory(dir, name("d"), 0700);
        PosixNames.removeDirectory(dir, name("d"));
    }

    @Test
    void knowsWhoAndWhereWeAre() throws Exception {
        assertThat(PosixProcess.hostName())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        assertThat(PosixProcess.workingDirectory()).hasToString(System.getProperty("user.dir"));
        assertThat(PosixProcess.isRunning(ProcessHandle.current().pid())).isTrue();
        assertThat(PosixProcess.isRunning(4_194_305)).isFalse();
        assertThat(new Accounts().userName(0)).isEqualTo("root");
        assertThat(new Accounts().groupId("root")).hasValue(0);
        assertThat(new Accounts().userName(3_999_999_999L)).isEmpty();
        assertThat(Posix.fileSystemType(dir)).isNotZero();
        int own = create("lock");
        int other = create("lock");
        assertThat(Posix.tryLock(own, true)).isTrue();
        assertThat(Posix.tryLock(other, false)).isFalse();
        Posix.close(own);
        assertThat(Posix.tryLock(other, true)).isTrue();
        Posix.close(other);
    }
}
