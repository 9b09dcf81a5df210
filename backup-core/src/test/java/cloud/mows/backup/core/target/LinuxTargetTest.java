package cloud.mows.backup.core.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixXattrs;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.TreeComparison;
import cloud.mows.backup.core.source.TreeDifference.Aspect;
import cloud.mows.backup.core.target.TargetFile.Durability;
import cloud.mows.backup.core.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxTargetTest {
    private static final ByteString NAME = ByteString.of("name");

    @TempDir
    Path folder;

    private Path from;
    private Path to;
    private final LinuxSource source = new LinuxSource(LinuxSource.Atimes.RECORDED);
    private LinuxTarget target;

    @BeforeEach
    void open() throws Exception {
        from = Files.createDirectory(folder.resolve("from"));
        to = folder.resolve("not/yet/there");
        target = LinuxTarget.open(BytePath.of(to), MetadataPolicy.ALL, new SplittableRandom(1));
    }

    @AfterEach
    void close() throws Exception {
        target.close();
        source.close();
        assertThat(partials()).isEmpty();
    }

    private List<Path> partials() throws Exception {
        try (var all = Files.walk(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(LinuxTarget.PARTIAL_PREFIX))
                    .toList();
        }
    }

    private SourceEntry entry(Path path) throws Exception {
        return source.entry(BytePath.of(path));
    }

    private Node fileNode(long size) throws Exception {
        Path file = folder.resolve("model");
        Files.writeString(file, "");
        Node node = entry(file).describe().node();
        Files.delete(file);
        return node.withContent(node.content(), size);
    }

    @Test
    void bringsBackEverythingInTheZoo() throws Exception {
        FileZoo.build(from);
        assertThat(TreeCopy.copy(entry(from), target.root(), ZeroRuns.SKIPPED)).isEmpty();
        // Looking at a symbolic link changes its time of access, so those are compared for one file.
        Set<Aspect> all = EnumSet.complementOf(EnumSet.of(Aspect.ATIME));
        assertThat(entry(to.resolve("plain")).stat().atime()).isEqualTo(FileZoo.WITH_NANOS);
        assertThat(TreeComparison.compare(entry(from), entry(to), all, 100)).isEmpty();
    }

    @Test
    void bringsBackEverythingOverSomethingElse() throws Exception {
        FileZoo.build(from);
        Files.createDirectories(to.resolve("folder/third name more"));
        Files.createSymbolicLink(to.resolve("plain"), Path.of("/etc/passwd"));
        Files.writeString(to.resolve("link"), "a file");
        Files.writeString(to.resolve("with acl"), "longer than it was");
        Files.setAttribute(to.resolve("with acl"), "user:left over", java.nio.ByteBuffer.wrap(new byte[3]));
        Files.setAttribute(to.resolve("folder"), "user:left over", java.nio.ByteBuffer.wrap(new byte[3]));
        assertThat(TreeCopy.copy(entry(from), target.root(), ZeroRuns.WRITTEN)).isEmpty();
        // A second time onto itself: hard links onto hard links.
        assertThat(TreeCopy.copy(entry(from), target.root(), ZeroRuns.SKIPPED)).isEmpty();
        target.root().openDirectory(ByteString.of("folder")).remove(ByteString.of("third name more"));
        target.root()
                .openDirectory(ByteString.of("folder"))
                .applyMetadata(entry(from.resolve("folder")).describe().node());
        assertThat(TreeComparison.compare(entry(from), entry(to), TreeComparison.USUAL, 100))
                .isEmpty();
    }

    @Test
    void dropsWhatADefaultAclGaveToNewFiles() throws Exception {
        Files.createDirectories(to);
        FileZoo.assumeRoot();
        byte[] acl = FileZoo.bytes("02000000" + "01000700ffffffff" + "02000700d2040000" + "04000700ffffffff"
                        + "10000700ffffffff" + "20000000ffffffff")
                .toArray();
        int fd = cloud.mows.backup.core.posix.Posix.open(BytePath.of(to), 0);
        cloud.mows.backup.core.posix.PosixXattrs.set(fd, ByteString.of("system.posix_acl_default"), ByteString.of(acl));
        cloud.mows.backup.core.posix.Posix.close(fd);
        FileZoo.build(from);
        assertThat(TreeCopy.copy(entry(from), target.root(), ZeroRuns.SKIPPED)).isEmpty();
        assertThat(TreeComparison.compare(BytePath.of(from), BytePath.of(to))).isEmpty();
    }

    @Test
    void writesBlobsInAnyOrderFromManyThreads() throws Exception {
        byte[] content = new byte[5_000_000];
        SplittableRandom random = new SplittableRandom(5);
        random.nextBytes(content);
        Arrays.fill(content, 1_000_001, 2_500_000, (byte) 0);
        Arrays.fill(content, 4_500_000, 5_000_000, (byte) 0);
        List<Integer> offsets = new ArrayList<>();
        for (int at = 0; at < content.length; at += 70_001) {
            offsets.add(at);
        }
        java.util.Collections.shuffle(offsets, new java.util.Random(3));
        try (TargetFile file = target.root().createFile(NAME, ZeroRuns.SKIPPED);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> done = new ArrayList<>();
            for (int at : offsets) {
                ByteSlice blob = new ByteSlice(content, at, Math.min(70_001, content.length - at));
                done.add(threads.submit(() -> {
                    file.write(blob, at);
                    return null;
                }));
            }
            for (Future<?> write : done) {
                write.get();
            }
            assertThat(target.root().stat(NAME)).isNull();
            assertThat(file.commit(fileNode(content.length), Durability.SYNCED)).isEmpty();
        }
        assertThat(Files.readAllBytes(to.resolve("name"))).isEqualTo(content);
        FileStat stat = target.root().stat(NAME);
        assertThat(stat).isNotNull();
        assertThat(stat.blocks() * 512).isLessThan(content.length - 1_900_000);
    }

    @Test
    void keepsMoreFilesInTheMakingThanDescriptors() throws Exception {
        int count = 1000;
        List<TargetFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TargetFile file = target.root().createFile(ByteString.of("f" + i), ZeroRuns.WRITTEN);
            file.write(ByteSlice.of(("first " + i).getBytes()), 0);
            files.add(file);
        }
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.count()).isLessThan(400);
        }
        for (int i = 0; i < count; i++) {
            files.get(i).write(ByteSlice.of(" then".getBytes()), 10);
            files.get(i).commit(fileNode(20), Durability.LEFT_TO_SYSTEM);
        }
        assertThat(Files.readAllBytes(to.resolve("f77"))).isEqualTo("first 77\0\0 then\0\0\0\0\0".getBytes());
    }

    @Test
    void takesSetUserIdAwayWithTheOwner() throws Exception {
        FileZoo.build(from);
        Node node = entry(from.resolve("plain")).describe().node();
        Files.writeString(from.resolve("program"), "");
        int fd = cloud.mows.backup.core.posix.Posix.open(BytePath.of(from.resolve("program")), 0);
        cloud.mows.backup.core.posix.Posix.changeMode(fd, 06755);
        cloud.mows.backup.core.posix.Posix.close(fd);
        Node program = entry(from.resolve("program")).describe().node();
        MetadataPolicy ours = new MetadataPolicy(MetadataPolicy.Owners.IGNORED, attribute -> true);
        try (LinuxTarget other = LinuxTarget.open(BytePath.of(folder.resolve("o")), ours, new SplittableRandom(1))) {
            for (Node each : List.of(node, program)) {
                try (TargetFile file = other.root().createFile(each.name(), ZeroRuns.WRITTEN)) {
                    assertThat(file.commit(each, Durability.LEFT_TO_SYSTEM)).isEmpty();
                }
            }
            assertThat(other.root().stat(program.name())).extracting("mode").isEqualTo(0755);
            assertThat(other.root().stat(node.name())).extracting("mode").isEqualTo(0640);
        }
    }

    @Test
    void leavesNothingOfAFileThatWasNotCommitted() throws Exception {
        Files.writeString(to.resolve("name"), "old");
        try (TargetFile file = target.root().createFile(NAME, ZeroRuns.WRITTEN)) {
            file.write(ByteSlice.of(new byte[10]), 0);
            assertThat(partials()).hasSize(1);
        }
        assertThat(to.resolve("name")).hasContent("old");
    }

    /** Whoever deletes what does not belong there would take it away from whoever writes it. */
    @Test
    void doesNotNameWhatIsInTheMaking() throws Exception {
        Files.writeString(to.resolve("name"), "old");
        try (TargetFile file = target.root().createFile(NAME, ZeroRuns.WRITTEN)) {
            assertThat(target.root().names()).containsExactly(NAME);
            file.commit(fileNode(0), Durability.LEFT_TO_SYSTEM);
        }
    }

    @Test
    void givesNothingItsNameBeforeItIsWholeInNewDirectoriesEither() throws Exception {
        TargetDirectory made = target.root().makeDirectory(NAME);
        assertThat(made.isNew()).isTrue();
        try (TargetFile file = made.createFile(NAME, ZeroRuns.WRITTEN)) {
            file.write(ByteSlice.of(new byte[10]), 0);
            assertThat(to.resolve("name/name")).doesNotExist();
            file.commit(fileNode(10), Durability.LEFT_TO_SYSTEM);
        }
        assertThat(to.resolve("name/name")).hasSize(10);
    }

    @Test
    void removesWhatAKilledRestoreLeft() throws Exception {
        Path sub = Files.createDirectories(to.resolve("sub"));
        String left = LinuxTarget.PARTIAL_PREFIX + "0123456789abcdef-1";
        Path ofAPerson = Files.writeString(sub.resolve(LinuxTarget.PARTIAL_PREFIX + "list.txt"), "mine");
        Files.writeString(to.resolve(left), "torn");
        Files.createSymbolicLink(sub.resolve(left), Path.of("nowhere"));
        target.close();

        try (LinuxTarget next = LinuxTarget.open(BytePath.of(to), MetadataPolicy.ALL, new SplittableRandom(2))) {
            next.root().makeDirectory(ByteString.of("sub"));
        }

        assertThat(partials()).containsExactly(ofAPerson);
        Files.delete(ofAPerson);
    }

    @Test
    void leavesWhatARestoreThatRunsHasInTheMaking() throws Exception {
        Path sub = Files.createDirectories(to.resolve("sub"));
        try (LinuxTarget below = LinuxTarget.open(BytePath.of(sub), MetadataPolicy.ALL, new SplittableRandom(3));
                TargetFile first = target.root().createFile(NAME, ZeroRuns.WRITTEN);
                TargetFile second = below.root().createFile(NAME, ZeroRuns.WRITTEN)) {
            try (LinuxTarget beside = LinuxTarget.open(BytePath.of(to), MetadataPolicy.ALL, new SplittableRandom(4));
                    LinuxTarget above = LinuxTarget.open(
                            BytePath.of(to.getParent()), MetadataPolicy.ALL, new SplittableRandom(5))) {
                beside.root().makeDirectory(ByteString.of("sub"));
                TargetDirectory there = above.root()
                        .makeDirectory(ByteString.of(to.getFileName().toString()));
                there.makeDirectory(ByteString.of("sub"));
            }
            assertThat(partials()).hasSize(2);
            first.commit(fileNode(0), Durability.LEFT_TO_SYSTEM);
            second.commit(fileNode(0), Durability.LEFT_TO_SYSTEM);
        }
        assertThat(sub.resolve("name")).exists();
    }

    @Test
    void readsFromTheDiskWhatItForgot() throws Exception {
        byte[] content = new byte[1 << 20];
        Arrays.fill(content, (byte) 1);
        target.root().writeFile(NAME, ByteSlice.of(content), ZeroRuns.WRITTEN, fileNode(content.length));
        assertThat(cachedBytes(to.resolve("name"))).isEqualTo(content.length);
        target.sync();
        try (ExistingFile file = target.root().openFile(NAME)) {
            file.forgetCached();
            assertThat(cachedBytes(to.resolve("name"))).isZero();
            byte[] read = new byte[content.length];
            assertThat(file.readAt(read, 0, read.length, 0)).isEqualTo(read.length);
            assertThat(read).isEqualTo(content);
        }
    }

    @Test
    void aFileSystemWithoutAttributesIsAProblemOfAllFiles() throws Exception {
        Path ramfs = Files.createDirectory(folder.resolve("ramfs"));
        assumeTrue(run("mount", "-t", "ramfs", "ramfs", ramfs.toString()), "cannot mount a ramfs here");
        try (LinuxTarget there = LinuxTarget.open(BytePath.of(ramfs), MetadataPolicy.ALL, new SplittableRandom(6))) {
            Path model = Files.createFile(from.resolve("model"));
            int fd = Posix.open(BytePath.of(model), OpenFlags.READ);
            PosixXattrs.set(fd, ByteString.of("user.note"), ByteString.of("x"));
            Posix.close(fd);
            Node node = entry(model).describe().node();
            assertThat(there.root().writeFile(NAME, ByteSlice.EMPTY, ZeroRuns.WRITTEN, node))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.part()).isEqualTo(MetadataProblem.Part.XATTR);
                        assertThat(problem.isGeneral()).isTrue();
                        assertThat(problem.group()).isEqualTo("user.*: not supported (EOPNOTSUPP)");
                    });
        } finally {
            assertThat(run("umount", ramfs.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    private static long cachedBytes(Path file) throws Exception {
        String type = Files.getFileStore(file).type();
        assumeTrue(type.equals("ext4") || type.equals("xfs"), "no disk behind " + file + ", but " + type);
        Process fincore;
        try {
            fincore = new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "fincore of util-linux is not installed");
            throw e;
        }
        String said = new String(fincore.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(said.strip());
    }

    @Test
    void doesNotPutAFileInPlaceOfADirectory() throws Exception {
        Files.createDirectories(to.resolve("name/full"));
        try (TargetFile file = target.root().createFile(NAME, ZeroRuns.WRITTEN)) {
            assertThatThrownBy(() -> file.commit(fileNode(0), Durability.LEFT_TO_SYSTEM))
                    .isInstanceOf(TargetException.Taken.class);
        }
        Files.createSymbolicLink(from.resolve("l"), Path.of("x"));
        Node link = entry(from.resolve("l")).describe().node();
        assertThatThrownBy(() -> target.root().makeSpecial(NAME, link)).isInstanceOf(TargetException.Taken.class);
    }

    @Test
    void isNotLedOutsideByLinksOrNames() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "untouched");
        Files.createSymbolicLink(from.resolve("l"), outside);
        Node link = entry(from.resolve("l")).describe().node();
        TargetDirectory root = target.root();
        assertThat(root.makeSpecial(NAME, link)).isEmpty();

        assertThatThrownBy(() -> root.makeDirectory(NAME)).isInstanceOf(TargetException.Taken.class);
        assertThatThrownBy(() -> root.openDirectory(NAME)).isInstanceOf(TargetException.Taken.class);
        assertThatThrownBy(() -> root.openFile(NAME)).isInstanceOf(TargetException.Taken.class);
        for (String name : List.of("", ".", "..", "/", "a/b", "../outside", "a\0b", "/etc")) {
            ByteString bad = ByteString.of(name);
            assertThatThrownBy(() -> root.makeDirectory(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.openDirectory(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.createFile(bad, ZeroRuns.SKIPPED))
                    .isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.makeSpecial(bad, link)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.makeHardLink(bad, root, NAME)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.makeHardLink(NAME, root, bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.remove(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.stat(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.openFile(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.readLink(bad)).isInstanceOf(TargetException.Refused.class);
            assertThatThrownBy(() -> root.applyMetadata(bad, link)).isInstanceOf(TargetException.Refused.class);
        }
        // A hard link to a link is a link, a file takes the link's place, metadata stay on the link.
        root.makeHardLink(ByteString.of("second"), root, NAME);
        assertThat(Files.isSymbolicLink(to.resolve("second"))).isTrue();
        root.applyMetadata(NAME, fileNode(0));
        try (TargetFile file = root.createFile(NAME, ZeroRuns.WRITTEN)) {
            file.commit(fileNode(0), Durability.LEFT_TO_SYSTEM);
        }
        assertThat(Files.isRegularFile(to.resolve("name"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        // A directory that was made and then replaced by a link behind our back.
        TargetDirectory made = root.makeDirectory(ByteString.of("d"));
        Files.move(to.resolve("d"), to.resolve("moved"));
        Files.createSymbolicLink(to.resolve("d"), outside);
        try (TargetFile file = made.createFile(ByteString.of("file"), ZeroRuns.WRITTEN)) {
            file.commit(fileNode(0), Durability.LEFT_TO_SYSTEM);
        }
        assertThat(to.resolve("moved/file")).isEmptyFile();
        root.remove(ByteString.of("d"));
        assertThat(outside.resolve("file")).hasContent("untouched");
        assertThat(outside).isDirectoryContaining(path -> path.endsWith("file"));
    }

    @Test
    void removesTreesButNothingMounted() throws Exception {
        FileZoo.build(Files.createDirectories(to.resolve("name/zoo")));
        target.root().remove(NAME);
        assertThat(to).isEmptyDirectory();
        target.root().remove(NAME);

        TargetDirectory deep = target.root();
        for (int i = 0; i < 2000; i++) {
            deep = deep.makeDirectory(ByteString.of("a level"));
        }
        deep.createFile(NAME, ZeroRuns.WRITTEN).commit(fileNode(3), Durability.LEFT_TO_SYSTEM);
        target.root().remove(ByteString.of("a level"));
        assertThat(to).isEmptyDirectory();

        FileZoo.assumeRoot();
        Path mounted = Files.createDirectories(to.resolve("name/mounted"));
        Process mount = new ProcessBuilder("mount", "--bind", from.toString(), mounted.toString())
                .inheritIO()
                .start();
        org.junit.jupiter.api.Assumptions.assumeTrue(mount.waitFor() == 0, "mounting is not allowed here");
        try {
            Files.writeString(mounted.resolve("precious"), "of another place");
            assertThatThrownBy(() -> target.root().remove(NAME)).isInstanceOf(TargetException.Refused.class);
            assertThat(from.resolve("precious")).hasContent("of another place");
        } finally {
            new ProcessBuilder("umount", mounted.toString()).start().waitFor();
        }
        target.root().remove(NAME);
    }

    @Test
    void readsWhatWasThereForComparing() throws Exception {
        Files.writeString(to.resolve("name"), "0123456789");
        Files.createSymbolicLink(to.resolve("link"), Path.of("somewhere"));
        byte[] buffer = new byte[20];
        try (ExistingFile file = target.root().openFile(NAME)) {
            assertThat(file.stat().size()).isEqualTo(10);
            assertThat(file.readAt(buffer, 0, 5, 3)).isEqualTo(5);
            assertThat(file.readAt(buffer, 5, 5, 8)).isEqualTo(2);
        }
        assertThat(new String(buffer, 0, 7, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("3456789");
        assertThat(target.root().names()).containsExactly(ByteString.of("link"), NAME);
        assertThat(target.root().names()).hasSize(2);
        assertThat(target.root().readLink(ByteString.of("link"))).isEqualTo(ByteString.of("somewhere"));
        assertThatThrownBy(() -> target.root().openFile(ByteString.of("absent")))
                .isInstanceOf(TargetException.NotFound.class);
    }
}
