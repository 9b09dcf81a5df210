package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source that changes while it is saved. */
@Timeout(60)
class ArchiveChangesTest {
    @TempDir
    Path folder;

    private Path file;
    private final HostileSource.Rules rules = new HostileSource.Rules();
    private final ArchiveFixture backup = new ArchiveFixture();

    @AfterEach
    void close() {
        backup.close();
    }

    @BeforeEach
    void fill() throws Exception {
        Files.createDirectories(folder.resolve("sub/deep"));
        Files.writeString(folder.resolve("sub/deep/below"), "below");
        Files.writeString(folder.resolve("a"), "before");
        Files.writeString(folder.resolve("z"), "after");
        file = Files.write(folder.resolve("file"), RepositoryFixture.noise(new SplittableRandom(2), 6_000_000));
        awaitTick();
        backup.wrapping =
                source -> new HostileSource(new RenamingSource(source, Map.of("data", BytePath.of(folder))), rules);
    }

    /** Until what is written from now on has another time than what was written before. */
    private void awaitTick() throws IOException {
        Path probe = folder.resolve("probe");
        FileTime before = Files.getLastModifiedTime(file);
        do {
            Files.write(probe, new byte[1]);
        } while (Files.getLastModifiedTime(probe).equals(before));
        Files.delete(probe);
    }

    /** Does something once, right before the call about this path. */
    private void before(HostileSource.Call wanted, Path path, HostileSource.Rule rule) {
        before(wanted, path, 1, rule);
    }

    private void before(HostileSource.Call wanted, Path path, int which, HostileSource.Rule rule) {
        int[] seen = new int[1];
        rules.add((call, at, number) -> {
            if (call == wanted && at.equals(BytePath.of(path)) && ++seen[0] == which) {
                rule.before(call, at, number);
            }
        });
    }

    private static void replace(Path path, String content) throws IOException {
        Path fresh = Files.writeString(path.resolveSibling("fresh"), content);
        Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void truncate(Path path, long size) throws IOException {
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private static String sha256(Path path) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
    }

    private Map<String, RepositoryReading.Entry> entries() {
        return backup.entries(backup.run(data()));
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileSource.Call.class,
            names = {"ENTRY", "OPEN"})
    void aFileThatVanishesIsLeftOutWithoutAComplaint(HostileSource.Call call) {
        before(call, file, (c, path, number) -> Files.delete(file));
        assertThat(entries()).containsKeys("/data/a", "/data/z").doesNotContainKey("/data/file");
        assertThat(backup.problems).isEmpty();
    }

    @Test
    void aDirectoryThatVanishesIsLeftOutWithoutAComplaint() {
        Path deep = folder.resolve("sub/deep");
        before(HostileSource.Call.LIST, deep, (c, path, number) -> {
            Files.delete(deep.resolve("below"));
            Files.delete(deep);
        });
        assertThat(entries()).containsKeys("/data/sub", "/data/z").doesNotContainKey("/data/sub/deep");
        assertThat(backup.problems).isEmpty();
    }

    @Test
    void aFileThatIsReplacedIsSavedAsWhatItIsNow() throws Exception {
        before(HostileSource.Call.OPEN, file, (c, path, number) -> replace(file, "new"));
        RepositoryReading.Entry entry = entries().get("/data/file");
        assertThat(entry.node().size()).isEqualTo(3);
        assertThat(entry.node().mtime())
                .isEqualTo(Files.getLastModifiedTime(file).toInstant());
        assertThat(backup.problems).isEmpty();
    }

    @Test
    void aFileThatIsReplacedEveryTimeIsReported() {
        // Each of another size: two of one size within a tick of the clock count as the same file under a new number.
        StringBuilder content = new StringBuilder("again");
        rules.add((call, path, number) -> {
            if (call == HostileSource.Call.OPEN && path.equals(BytePath.of(file))) {
                replace(file, content.append('!').toString());
            }
        });
        assertThat(entries()).containsKey("/data/z").doesNotContainKey("/data/file");
        assertThat(backup.problems).hasSize(1).first().asString().contains("changed while it was read");
    }

    @Test
    void aFileThatBecameADirectoryIsReported() {
        before(HostileSource.Call.OPEN, file, (c, path, number) -> {
            Files.delete(file);
            Files.createDirectory(file);
        });
        assertThat(entries()).containsKey("/data/z").doesNotContainKey("/data/file");
        assertThat(backup.problems).hasSize(1);
    }

    @Test
    void aFileThatChangedSinceItWasListedIsSavedWithItsNewTimes() throws Exception {
        Path a = folder.resolve("a");
        before(HostileSource.Call.OPEN, a, (c, path, number) -> Files.writeString(a, "b"));
        Node node = entries().get("/data/a").node();
        assertThat(node.size()).isOne();
        assertThat(node.mtime()).isEqualTo(Files.getLastModifiedTime(a).toInstant());
        assertThat(backup.changedWhileRead).isEmpty();
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsReadAgain() {
        before(
                HostileSource.Call.READ,
                file,
                2,
                (c, path, number) -> Files.write(file, new byte[3_000_000], StandardOpenOption.APPEND));
        ArchiveReport report = backup.run(data());
        assertThat(backup.entries(report).get("/data/file").node().size()).isEqualTo(9_000_000);
        assertThat(report.summary().totalBytesProcessed())
                .as("what was read in vain does not count")
                .isEqualTo(9_000_000 + "before".length() + "after".length() + "below".length());
        assertThat(report.changedWhileRead()).isZero();
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsReadAgain() throws Exception {
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> truncate(file, 1_500_000));
        Map<String, RepositoryReading.Entry> entries = entries();
        assertThat(entries.get("/data/file").node().size()).isEqualTo(1_500_000);
        assertThat(entries.get("/data/file").sha256()).isEqualTo(sha256(file));
        assertThat(backup.changedWhileRead).isEmpty();
    }

    @Test
    void aFileThatIsOverwrittenInPlaceWhileItIsReadIsReadAgain() throws Exception {
        before(HostileSource.Call.READ, file, 3, (c, path, number) -> {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap("changed at the start, which was read".getBytes(UTF_8)));
            }
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        });
        assertThat(entries().get("/data/file").sha256()).isEqualTo(sha256(file));
        assertThat(backup.changedWhileRead).isEmpty();
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsSavedAsWhatItIsNow() throws Exception {
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> replace(file, "new"));
        assertThat(entries().get("/data/file").sha256()).isEqualTo(sha256(file));
        assertThat(backup.changedWhileRead).isEmpty();
    }

    @Test
    void aFileThatVanishesWhileItIsReadIsLeftOutWithoutAComplaint() {
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> Files.delete(file));
        assertThat(entries()).containsKeys("/data/a", "/data/z").doesNotContainKey("/data/file");
        assertThat(backup.problems).isEmpty();
        assertThat(backup.changedWhileRead).isEmpty();
    }

    @Test
    void aFileThatBecomesADirectoryWhileItIsReadIsWhatWasRead() throws Exception {
        String before = sha256(file);
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> {
            Files.delete(file);
            Files.createDirectory(file);
        });
        RepositoryReading.Entry entry = entries().get("/data/file");
        assertThat(entry.node().type()).isEqualTo(NodeType.FILE);
        assertThat(entry.sha256()).isEqualTo(before);
        assertThat(backup.changedWhileRead).hasSize(1);
        assertThat(backup.problems).isEmpty();
    }

    @Test
    void aFileThatNeverStandsStillIsWhatWasReadAndReportedByName() throws Exception {
        rules.add((call, path, number) -> {
            if (call == HostileSource.Call.READ && path.equals(BytePath.of(file))) {
                Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            }
        });
        ArchiveReport report = backup.run(data());
        RepositoryReading.Entry entry = backup.entries(report).get("/data/file");
        assertThat(entry.node().size()).isBetween(6_000_001L, Files.size(file) - 1);
        assertThat(report.snapshot()).isNotNull();
        assertThat(report.problems()).isZero();
        assertThat(report.changedWhileRead()).isOne();
        assertThat(backup.changedWhileRead)
                .singleElement()
                .asString()
                .startsWith(file + ": changed while it was read, from "
                        + entry.node().size() + " to ");

        rules.clear();
        ArchiveReport second = backup.run(data(), report);
        assertThat(second.summary().filesChanged()).isOne();
        assertThat(backup.entries(second).get("/data/file").sha256()).isEqualTo(sha256(file));
    }

    @Test
    void aLargeFileThatChangesIsNotReadAgain() throws Exception {
        long size = 70 << 20;
        truncate(file, 0);
        truncate(file, size);
        before(HostileSource.Call.READ, file, 1, (c, path, number) -> truncate(file, size + 10));
        ArchiveReport report = backup.run(data());
        assertThat(backup.entries(report).get("/data/file").node().size()).isEqualTo(size);
        assertThat(report.changedWhileRead()).isOne();
        assertThat(backup.entries(backup.run(data(), report))
                        .get("/data/file")
                        .node()
                        .size())
                .isEqualTo(size + 10);
    }

    @Test
    void aStatusChangeThatIsIgnoredIsNoChange() throws Exception {
        rules.add((call, path, number) -> {
            if (call == HostileSource.Call.READ && path.equals(BytePath.of(file))) {
                // Renamed to and fro: neither size nor modification time tell.
                Path away = Files.move(file, file.resolveSibling("away" + number));
                Files.move(away, file);
            }
        });
        assertThat(backup.run(data().changes(new ChangeRule(false, true))).changedWhileRead())
                .isZero();
    }

    @Test
    void whatCannotBeReadIsReportedAndLeftOut() {
        IOException cause = new IOException("a bad sector");
        before(HostileSource.Call.READ, file, 3, (c, path, number) -> {
            throw new SourceException.Unreadable(path, cause);
        });
        before(HostileSource.Call.LIST, folder.resolve("sub/deep"), (c, path, number) -> {
            throw new SourceException.Denied(path, new IOException("permission denied"));
        });
        ArchiveReport report = backup.run(data());
        assertThat(report.problems()).isEqualTo(2);
        assertThat(backup.problems)
                .containsExactlyInAnyOrder(file + ": a bad sector", folder + "/sub/deep: permission denied");
        assertThat(backup.entries(report))
                .containsKeys("/data/a", "/data/z", "/data/sub")
                .doesNotContainKeys("/data/file", "/data/sub/deep");
        // The next run, which can, saves all of it.
        assertThat(backup.entries(backup.run(data(), report))).containsKeys("/data/file", "/data/sub/deep/below");
    }
}
