package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in the repository, or with the target. */
class ExtractDamageTest {
    private static final Instant WHEN = Instant.parse("2021-02-03T04:05:06Z");

    @TempDir
    Path folder;

    private final MemoryStorage storage = new MemoryStorage();
    private final ExtractFixture fixture = new ExtractFixture(storage);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Node node(String name, NodeType type, BlobIds content, long size, @Nullable BlobId subtree) {
        ByteString link = ByteString.of(type == NodeType.SYMLINK ? "/etc" : "");
        return new NodeBuilder(ByteString.of(name), type)
                .mode(type == NodeType.DIRECTORY ? 0755 : 0644)
                .times(WHEN, WHEN, WHEN)
                .inode(1, 1)
                .size(size)
                .links(1)
                .linkTarget(link)
                .content(content)
                .subtree(subtree)
                .build();
    }

    private BlobId data(PackWriter writer, String text) {
        try (Coder coder = fixture.repository.coder()) {
            return writer.save(BlobType.DATA, ByteSlice.of(text.getBytes(StandardCharsets.UTF_8)), coder)
                    .id();
        }
    }

    private BlobId tree(PackWriter writer, Node... nodes) {
        TreeEncoder encoder = new TreeEncoder();
        Stream.of(nodes).forEach(encoder::add);
        try (Coder coder = fixture.repository.coder()) {
            return writer.save(BlobType.TREE, encoder.finish(), coder).id();
        }
    }

    private BlobId raw(PackWriter writer, String json) {
        try (Coder coder = fixture.repository.coder()) {
            return writer.save(BlobType.TREE, ByteSlice.of(json.getBytes(StandardCharsets.UTF_8)), coder)
                    .id();
        }
    }

    @Test
    void aDamagedBlobCostsOnlyTheFilesThatNeedIt() throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        byte[] lost = RepositoryFixture.noise(new SplittableRandom(1), 40_000);
        Files.write(source.resolve("lost"), lost);
        Files.createLink(source.resolve("lost-too"), source.resolve("lost"));
        Files.write(source.resolve("same"), lost);
        for (int i = 0; i < 50; i++) {
            Files.write(source.resolve("fine" + i), RepositoryFixture.noise(new SplittableRandom(2 + i), 30_000));
        }
        BlobId tree = fixture.save(source);
        Node node = Objects.requireNonNull(new SnapshotFiles(fixture.repository).find(tree, BytePath.of("lost")));
        BlobLocation where = Objects.requireNonNull(
                fixture.repository.index().find(BlobType.DATA, node.content().get(0)));
        FileKey pack = new FileKey(FileKind.PACK, where.pack().hex());
        byte[] bytes = storage.readAll(pack, Integer.MAX_VALUE);
        bytes[where.blob().offset() + 100] ^= 1;
        storage.remove(pack);
        storage.save(pack, ByteSlice.of(bytes));

        Path target = folder.resolve("target");
        ExtractReport report = fixture.restore(tree, target);

        assertThat(report.problems()).isEqualTo(3);
        assertThat(fixture.problems)
                .anyMatch(
                        p -> p.startsWith("/lost: ") && p.contains(where.pack().toString()))
                .anyMatch(p -> p.startsWith("/lost-too: "))
                .anyMatch(p -> p.startsWith("/same: "));
        assertThat(target.toFile().list()).hasSize(50);
        assertThat(ExtractFixture.differences(source, target)).hasSize(3);
    }

    @Test
    void entriesThatCannotBeRightAreRefusedAndNamed() throws Exception {
        BlobId tree;
        BlobId absent = new BlobId(new Digest(1, 2, 3, 4));
        try (PackWriter writer = fixture.repository.writer()) {
            BlobIds five = BlobIds.of(data(writer, "12345"));
            BlobId inner = tree(writer, node("f", NodeType.FILE, five, 5, null));
            String good =
                    "{\"name\":\"%s\",\"type\":\"file\",\"mtime\":\"2021-02-03T04:05:06Z\",\"size\":0,\"content\":[]}";
            BlobId slash =
                    raw(writer, "{\"nodes\":[" + good.formatted("a") + "," + good.formatted("../../escaped") + "]}");
            BlobId twice = raw(writer, "{\"nodes\":[" + good.formatted("a") + "," + good.formatted("a") + "]}");
            tree = tree(
                    writer,
                    node("a-good", NodeType.DIRECTORY, BlobIds.EMPTY, 0, inner),
                    node("b-larger", NodeType.FILE, five, 6, null),
                    node("c-smaller", NodeType.FILE, five, 4, null),
                    node("d-absent", NodeType.FILE, BlobIds.of(absent), 4, null),
                    node("e-no-tree", NodeType.DIRECTORY, BlobIds.EMPTY, 0, null),
                    node("f-absent-tree", NodeType.DIRECTORY, BlobIds.EMPTY, 0, absent),
                    node("g-irregular", NodeType.IRREGULAR, BlobIds.EMPTY, 0, null),
                    node("h-slash", NodeType.DIRECTORY, BlobIds.EMPTY, 0, slash),
                    node("i-twice", NodeType.DIRECTORY, BlobIds.EMPTY, 0, twice),
                    node("j-link", NodeType.SYMLINK, BlobIds.EMPTY, 0, inner),
                    node("k-good", NodeType.FILE, five, 5, null));
            writer.flush();
        }
        Path target = folder.resolve("x/y/target");

        ExtractReport report = fixture.restore(tree, target);

        assertThat(fixture.problems).hasSize(8);
        assertThat(report.problems()).isEqualTo(8);
        for (String name : List.of("b-", "c-", "d-", "e-", "f-", "g-", "h-", "i-")) {
            assertThat(fixture.problems).as(name).anyMatch(problem -> problem.contains("/" + name));
        }
        assertThat(target.resolve("a-good/f")).hasContent("12345");
        assertThat(target.resolve("k-good")).hasContent("12345");
        assertThat(target.resolve("b-larger")).doesNotExist();
        assertThat(target.resolve("j-link")).isSymbolicLink();
        assertThat(folder.resolve("x/escaped")).doesNotExist();
        assertThat(folder.resolve("x/y/escaped")).doesNotExist();
    }

    @Test
    void aTreeWithoutEndIsCutOff() throws Exception {
        BlobId tree;
        try (PackWriter writer = fixture.repository.writer()) {
            tree = tree(writer);
            for (int i = 0; i < 4200; i++) {
                tree = tree(writer, node("d", NodeType.DIRECTORY, BlobIds.EMPTY, 0, tree));
            }
            writer.flush();
        }

        fixture.restore(tree, folder.resolve("target"));

        assertThat(fixture.problems).singleElement().asString().contains("deeper than");
        remove(folder.resolve("target"));
    }

    /** Too deep for what clears the test's folder. */
    private static void remove(Path path) throws Exception {
        run("rm", "-rf", path.toString());
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    @Test
    void aFullDiskEndsTheRestoreAndLeavesNoHalves() throws Exception {
        FileZoo.assumeRoot();
        Path source = Files.createDirectory(folder.resolve("source"));
        for (int i = 0; i < 40; i++) {
            Files.write(source.resolve("f" + i), RepositoryFixture.noise(new SplittableRandom(i), 100_000 + i));
        }
        Files.write(source.resolve("large"), RepositoryFixture.noise(new SplittableRandom(99), 3_000_000));
        BlobId tree = fixture.save(source);
        Path target = Files.createDirectory(folder.resolve("target"));
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", target.toString());
        try {
            assertThatThrownBy(() -> fixture.restore(tree, target))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("full");
            for (Path file : files(target)) {
                assertThat(file).hasSameBinaryContentAs(source.resolve(file.getFileName()));
            }
            run("mount", "-o", "remount,size=20m", target.toString());
            fixture.restore(tree, target);
            assertThat(fixture.problems).isEmpty();
            assertThat(ExtractFixture.differences(source, target)).isEmpty();
        } finally {
            run("umount", target.toString());
        }
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }
}
