package cloud.mows.backup.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.Xattr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxSourceTest {
    @TempDir
    Path folder;

    private final LinuxSource source = new LinuxSource();

    @AfterEach
    void close() {
        source.close();
    }

    private SourceDirectory list() throws SourceException {
        return source.entry(BytePath.of(folder)).list();
    }

    private SourceEntry entry(String name) throws SourceException {
        return source.entry(BytePath.of(folder).resolve(name));
    }

    private static Node node(SourceEntry entry) throws SourceException {
        DescribedNode described = entry.describe();
        assertThat(described.warnings()).isEmpty();
        return described.node();
    }

    private static long countDescriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void describesWhatEverybodyMayMake() throws Exception {
        FileZoo.build(folder);
        Node plain = node(entry("plain"));
        assertThat(plain.type()).isEqualTo(NodeType.FILE);
        assertThat(plain.mode()).isEqualTo(0640);
        assertThat(plain.size()).isEqualTo(300_000);
        assertThat(plain.links()).isEqualTo(3);
        assertThat(plain.mtime()).isEqualTo(FileZoo.WITH_NANOS);
        assertThat(plain.inode()).isEqualTo(node(entry("plain again")).inode());

        Node link = node(entry("link"));
        assertThat(link.type()).isEqualTo(NodeType.SYMLINK);
        assertThat(link.linkTarget()).isEqualTo(FileZoo.LATIN);
        assertThat(link.mtime()).isEqualTo(FileZoo.BEFORE_1970);
        assertThat(link.atime()).isEqualTo(FileZoo.BEFORE_1970);
        assertThat(link.size()).isZero();

        try (SourceDirectory all = list()) {
            Node odd = node(all.entry(FileZoo.LATIN));
            assertThat(odd.name()).isEqualTo(FileZoo.LATIN);
            assertThat(odd.mtime()).isEqualTo(FileZoo.BEFORE_1970);
            assertThat(odd.xattrs())
                    .containsExactlyInAnyOrder(
                            new Xattr("user.of odd \u00e4", ByteString.of("value\0with nul")),
                            new Xattr("user.empty", ByteString.EMPTY));
            assertThat(all.names()).isSorted();
        }

        Node directory = node(entry("folder"));
        assertThat(directory.type()).isEqualTo(NodeType.DIRECTORY);
        assertThat(directory.mode()).isEqualTo(03751);
        assertThat(directory.size()).isZero();
        assertThat(directory.links()).isZero();
        assertThat(node(entry("fifo")).type()).isEqualTo(NodeType.FIFO);
        assertThat(node(entry("socket")).type()).isEqualTo(NodeType.SOCKET);
    }

    @Test
    void describesWhatOnlyRootMayMake() throws Exception {
        FileZoo.assumeRoot();
        FileZoo.build(folder);
        Node file = node(entry("set-user-id"));
        assertThat(file.mode()).isEqualTo(06755);
        assertThat(file.uid()).isEqualTo(4_000_000_000L);
        assertThat(file.user()).isEmpty();
        assertThat(file.xattrs()).extracting(Xattr::name).contains("trusted.secret", "security.capability");
        assertThat(node(entry("with acl")).xattrs()).extracting(Xattr::name).containsExactly("system.posix_acl_access");
        assertThat(node(entry("link")).xattrs()).extracting(Xattr::name).containsExactly("trusted.of the link");
        assertThat(node(entry("block")).type()).isEqualTo(NodeType.BLOCK_DEVICE);
        assertThat(node(entry("block")).device()).isEqualTo(FileStat.deviceNumber(259, 70_000));
        assertThat(node(entry("null")).type()).isEqualTo(NodeType.CHARACTER_DEVICE);
    }

    @Test
    void agreesWithSetfacl() throws Exception {
        Files.writeString(folder.resolve("f"), "x");
        Process setfacl = startOrSkip(
                "setfacl", "-m", "u:1234:r,g:99:rwx", folder.resolve("f").toString());
        assertThat(setfacl.waitFor()).isZero();
        List<Xattr> xattrs = node(entry("f")).xattrs();
        assertThat(xattrs).extracting(Xattr::name).containsExactly("system.posix_acl_access");
        // Version 2, then owner, user 1234, group, group 99, mask, others.
        assertThat(xattrs.getFirst().value().length()).isEqualTo(4 + 6 * 8);
    }

    private static Process startOrSkip(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start();
        } catch (java.io.IOException e) {
            return org.junit.jupiter.api.Assumptions.abort(command[0] + " is not installed");
        }
    }

    @Test
    void readsAHundredGigabytesOfHoleAtOnce() throws Exception {
        long size = 100L << 30;
        int fd = Posix.open(
                Posix.WORKING_DIRECTORY, BytePath.of(folder.resolve("s")).bytes(), 0101, 0600);
        Posix.writeAt(fd, new byte[] {1, 2, 3}, 0, 3, 50L << 30);
        Posix.truncate(fd, size);
        Posix.close(fd);
        long zeros = 0;
        long data = 0;
        byte[] buffer = new byte[1 << 16];
        try (SourceContent content = entry("s").open()) {
            while (true) {
                zeros += content.skipHole();
                int n = content.read(buffer, 0, buffer.length);
                if (n < 0) {
                    break;
                }
                data += n;
            }
            assertThat(content.position()).isEqualTo(size);
        }
        assertThat(data).isEqualTo(4096);
        assertThat(zeros + data).isEqualTo(size);
    }

    @Test
    void readsASparseFileAlsoWithoutSkipping() throws Exception {
        FileZoo.build(folder);
        byte[] buffer = new byte[1_000_000];
        long sum = 0;
        long total = 0;
        try (SourceContent content = entry("sparse").open()) {
            for (int n = content.read(buffer, 0, buffer.length); n >= 0; n = content.read(buffer, 0, buffer.length)) {
                for (int i = 0; i < n; i++) {
                    sum += buffer[i];
                }
                total += n;
            }
        }
        assertThat(total).isEqualTo(30 << 20);
        assertThat(sum).isEqualTo(6);
    }

    @Test
    void tellsWhatVanishedAndWhatChanged() throws Exception {
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b"), "2");
        Files.createDirectory(folder.resolve("d"));
        SourceEntry a = entry("a");
        SourceEntry d = entry("d");
        assertThatThrownBy(() -> entry("absent")).isInstanceOf(SourceException.Vanished.class);
        assertThatThrownBy(() -> entry("a/below")).isInstanceOf(SourceException.Changed.class);
        Files.move(folder.resolve("b"), folder.resolve("a"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(a::open).isInstanceOf(SourceException.Changed.class);
        a.refresh().open().close();
        Files.delete(folder.resolve("a"));
        assertThatThrownBy(a::open).isInstanceOf(SourceException.Vanished.class).hasMessageContaining("/a: ");
        assertThatThrownBy(a::refresh).isInstanceOf(SourceException.Vanished.class);
        Files.createSymbolicLink(folder.resolve("a"), Path.of("/etc/passwd"));
        assertThatThrownBy(a::open).isInstanceOf(SourceException.Changed.class);
        Files.delete(folder.resolve("a"));
        PosixNames.makeNode(
                Posix.WORKING_DIRECTORY,
                BytePath.of(folder.resolve("a")).bytes(),
                cloud.mows.backup.core.posix.FileType.FIFO,
                0600,
                0);
        assertThatThrownBy(a::open).isInstanceOf(SourceException.Changed.class);
        Files.delete(folder.resolve("d"));
        Files.createSymbolicLink(folder.resolve("d"), Path.of("/"));
        assertThatThrownBy(d::list).isInstanceOf(SourceException.Changed.class);
    }

    @Test
    void seesThatAFileChangesWhileItIsRead() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "before");
        try (SourceContent content = entry("f").open()) {
            assertThat(content.read(new byte[3], 0, 3)).isEqualTo(3);
            assertThat(content.statNow().size()).isEqualTo(content.stat().size());
            Files.writeString(file, "after and longer");
            assertThat(content.statNow().size()).isEqualTo(16);
            assertThat(content.stat().size()).isEqualTo(6);
        }
    }

    @Test
    void endsWithTheSizeItWasOpenedWith() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "before");
        byte[] buffer = new byte[100];
        try (SourceContent content = entry("f").open()) {
            Files.writeString(file, "before and after");
            assertThat(content.read(buffer, 0, 100)).isEqualTo(6);
            assertThat(content.read(buffer, 0, 100)).isEqualTo(-1);
        }
        try (SourceContent content = entry("f").open()) {
            Files.writeString(file, "less");
            assertThat(content.read(buffer, 0, 100)).isEqualTo(4);
            assertThat(content.read(buffer, 0, 100)).isEqualTo(-1);
        }
        try (SourceContent content =
                source.entry(BytePath.of("/proc/self/cmdline")).open()) {
            assertThat(content.stat().size()).isZero();
            assertThat(content.read(buffer, 0, 100)).isEqualTo(100);
        }
    }

    @Test
    void leavesAccessTimesAlone() throws Exception {
        Files.writeString(folder.resolve("f"), "content");
        int fd = Posix.open(BytePath.of(folder.resolve("f")), OpenFlags.READ);
        Posix.changeTimes(fd, FileZoo.BEFORE_1970, FileZoo.WITH_NANOS);
        Posix.close(fd);
        try (SourceContent content = entry("f").open()) {
            content.read(new byte[10], 0, 10);
        }
        assertThat(entry("f").stat().atime()).isEqualTo(FileZoo.BEFORE_1970);
    }

    @Test
    void walksFiveThousandLevels() throws Exception {
        int depth = 5000;
        int fd = Posix.open(BytePath.of(folder), OpenFlags.READ);
        ByteString name = ByteString.of("a level");
        for (int i = 0; i < depth; i++) {
            PosixNames.makeDirectory(fd, name, 0700);
            int below = Posix.open(fd, name, OpenFlags.READ, 0);
            Posix.closeQuietly(fd);
            fd = below;
        }
        Posix.closeQuietly(Posix.open(fd, ByteString.of("bottom"), OpenFlags.CREATE, 0600));
        Posix.closeQuietly(fd);
        long before = countDescriptors();
        Deque<SourceDirectory> stack = new ArrayDeque<>();
        stack.push(list());
        while (stack.peek().names().getFirst().equals(name)) {
            SourceEntry entry = stack.peek().entry(name);
            assertThat(entry.describe().node().type()).isEqualTo(NodeType.DIRECTORY);
            stack.push(entry.list());
        }
        assertThat(stack).hasSize(depth + 1);
        SourceEntry bottom = stack.peek().entry(ByteString.of("bottom"));
        assertThat(countDescriptors()).isLessThan(before + 70);
        while (!stack.isEmpty()) {
            stack.peek().entry(stack.peek().names().getFirst());
            stack.pop().close();
        }
        // What a worker still has to read is reached from the top again.
        bottom.open().close();
        removeChain(depth);
    }

    /** JUnit's own removal works by path, which is too long here. */
    private void removeChain(int depth) throws Exception {
        for (int i = 0; i < depth; i++) {
            Path level = folder.resolve("a level");
            Path next = level.resolve("a level");
            Path aside = folder.resolve("next");
            if (Files.exists(next)) {
                Files.move(next, aside);
            }
            Files.deleteIfExists(level.resolve("bottom"));
            Files.delete(level);
            if (Files.exists(aside)) {
                Files.move(aside, level);
            }
        }
    }

    @Test
    void listsTwentyThousandNames() throws Exception {
        int count = 20_000;
        int fd = Posix.open(BytePath.of(folder), OpenFlags.READ);
        for (int i = 0; i < count; i++) {
            Posix.closeQuietly(
                    Posix.open(fd, ByteString.of("file number " + i * 7919L % count), OpenFlags.CREATE, 0600));
        }
        Posix.closeQuietly(fd);
        try (SourceDirectory directory = list()) {
            assertThat(new TreeSet<>(directory.names()))
                    .hasSize(count)
                    .containsSequence(directory.names().subList(0, 5));
        }
    }

    @Test
    void startsAtTheRootAndAtDots() throws Exception {
        assertThat(source.entry(BytePath.ROOT).stat().inode())
                .isEqualTo(((Number) Files.getAttribute(Path.of("/"), "unix:ino")).longValue());
        assertThat(source.entry(BytePath.ROOT).name()).isEqualTo(ByteString.of("/"));
        assertThat(source.entry(BytePath.ROOT).list().names()).contains(ByteString.of("proc"));
        Files.createDirectory(folder.resolve("d"));
        SourceEntry up = source.entry(BytePath.of(folder.resolve("d")).resolve(".."));
        assertThat(up.list().names()).containsExactly(ByteString.of("d"));
        assertThat(source.entry(BytePath.of(".")).stat().isDirectory()).isTrue();
    }
}
