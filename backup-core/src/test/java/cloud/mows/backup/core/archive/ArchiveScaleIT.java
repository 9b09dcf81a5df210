package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes that break what is proportional to them. All of it also runs in the heap of production. */
@Timeout(300)
class ArchiveScaleIT {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void create() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
    }

    private ArchiveFixture fixture() {
        return new ArchiveFixture(new DirectoryStorage(folder.resolve("repository"))).serving(data);
    }

    /** Without loading any data. */
    private static Node node(ArchiveFixture backup, ArchiveReport report, String name) throws Exception {
        BlobId tree = report.tree();
        TreeDecoder top = new TreeDecoder(backup.repository.load(BlobType.TREE, tree));
        TreeDecoder below =
                new TreeDecoder(backup.repository.load(BlobType.TREE, top.next().subtree()));
        for (Node node; (node = below.next()) != null; ) {
            if (node.name().equals(ByteString.of(name))) {
                return node;
            }
        }
        throw new AssertionError("no " + name);
    }

    @Test
    void manyFilesInOneDirectory() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            Files.createFile(data.resolve("file with a name of some length " + i));
        }
        Files.writeString(data.resolve("last"), "last");
        try (ArchiveFixture backup = fixture()) {
            ArchiveReport first = backup.run(data());
            assertThat(first.summary().filesNew()).isEqualTo(100_001);
            assertThat(node(backup, first, "last").size()).isEqualTo(4);
            ArchiveReport second = backup.run(data(), first);
            assertThat(second.summary().filesUnmodified()).isEqualTo(100_001);
            assertThat(second.tree()).isEqualTo(first.tree());
        }
    }

    @Test
    void aDeepTree() throws Exception {
        int levels = 3000;
        ByteString name = ByteString.of("level");
        int fd = Posix.open(BytePath.of(data), OpenFlags.READ | OpenFlags.DIRECTORY);
        for (int i = 0; i < levels; i++) {
            PosixNames.makeDirectory(fd, name, 0755);
            int below = Posix.open(fd, name, OpenFlags.READ | OpenFlags.DIRECTORY, 0);
            Posix.close(fd);
            fd = below;
        }
        Posix.close(fd);
        try (ArchiveFixture backup = fixture()) {
            ArchiveReport first = backup.run(data());
            assertThat(backup.problems).isEmpty();
            assertThat(first.summary().dirsNew()).isEqualTo(levels + 1);
            ArchiveReport second = backup.run(data(), first);
            assertThat(second.tree()).isEqualTo(first.tree());
            assertThat(second.summary().dirsUnmodified()).isEqualTo(levels + 1);
        } finally {
            // Deeper than what deletes temporary folders gets.
            new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
        }
    }

    @Test
    void aWideTree() throws Exception {
        int directories = 10_000;
        for (int i = 0; i < directories; i++) {
            Path directory = Files.createDirectory(data.resolve("directory " + i));
            if (i % 10 == 0) {
                Files.writeString(directory.resolve("file"), "content " + i);
            }
        }
        try (ArchiveFixture backup = fixture()) {
            ArchiveReport first = backup.run(data());
            assertThat(first.summary().dirsNew()).isEqualTo(directories + 1);
            assertThat(first.summary().treeBlobs())
                    .as("empty directories share one tree; the top of the snapshot has one too")
                    .isEqualTo(directories / 10 + 3);
            ArchiveReport second = backup.run(data(), first);
            assertThat(second.tree()).isEqualTo(first.tree());
            assertThat(second.summary().filesUnmodified()).isEqualTo(directories / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20 << 20})
    void aFileOfZerosIsTheSameWrittenOrNot(int size) throws Exception {
        Files.write(data.resolve("written"), new byte[size]);
        try (FileChannel hole =
                FileChannel.open(data.resolve("hole"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            hole.write(ByteBuffer.allocate(1), size - 1);
        }
        try (ArchiveFixture backup = fixture()) {
            ArchiveReport report = backup.run(data());
            Node written = node(backup, report, "written");
            assertThat(written.size()).isEqualTo(size);
            assertThat(node(backup, report, "hole").content()).isEqualTo(written.content());
            assertThat(report.summary().dataAddedPacked()).isLessThan(10_000);
            assertThat(backup.entries(report).get("/data/written").sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(new byte[size])));
        }
    }

    @Test
    void aHugeSparseFile() throws Exception {
        long size = 100L << 30;
        try (FileChannel file =
                FileChannel.open(data.resolve("sparse"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 50L << 30);
            file.write(ByteBuffer.wrap(new byte[] {4}), size - 1);
        }
        try (ArchiveFixture backup = fixture()) {
            ArchiveReport report = backup.run(data());
            Node node = node(backup, report, "sparse");
            assertThat(node.size()).isEqualTo(size);
            assertThat(report.summary().totalBytesProcessed()).isEqualTo(size);
            assertThat(report.summary().dataAddedPacked()).isLessThan(1 << 20);
            assertThat(node.content().size()).isBetween(12_800, 12_900);
        }
    }
}
