package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static cloud.mows.backup.core.archive.ArchiveFixture.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.posix.PosixProcess;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCodec;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiverTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(99);

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void fill() throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("sub/deep"));
        Files.createDirectory(data.resolve("void"));
        Files.write(data.resolve("large"), RepositoryFixture.noise(RANDOM, 9_000_000));
        Files.write(data.resolve("small"), RepositoryFixture.noise(RANDOM, 700));
        Files.writeString(data.resolve("sub/deep/text"), "all work and no play\n".repeat(30_000));
        Files.createFile(data.resolve("sub/empty"));
        Files.createSymbolicLink(data.resolve("sub/link"), Path.of("../small"));
    }

    /** Path to hash of content, as read from disk; the root shown under another name. */
    private static Map<String, String> onDisk(Path root, String shown) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (var all = Files.walk(root)) {
            for (Path path : all.toList()) {
                if (Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                    byte[] sha = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
                    files.put(
                            shown + path.toString().substring(root.toString().length()),
                            HexFormat.of().formatHex(sha));
                }
            }
        }
        return files;
    }

    private static Map<String, String> contents(Map<String, RepositoryReading.Entry> entries) {
        Map<String, String> files = new TreeMap<>();
        entries.forEach((path, entry) -> {
            if (entry.node().type() == NodeType.FILE) {
                files.put(path, entry.sha256());
            }
        });
        return files;
    }

    @Test
    void savesEverythingOfADirectory() throws Exception {
        try (ArchiveFixture backup = new ArchiveFixture(new DirectoryStorage(folder.resolve("repository")))) {
            ArchiveReport report = backup.run(of(data));

            assertThat(backup.problems).isEmpty();
            assertThat(report.problems()).isZero();
            Map<String, RepositoryReading.Entry> entries = backup.entries(report);
            assertThat(contents(entries)).isEqualTo(onDisk(data, data.toString()));
            Node link = entries.get(data + "/sub/link").node();
            assertThat(link.type()).isEqualTo(NodeType.SYMLINK);
            assertThat(link.linkTarget()).hasToString("../small");
            assertThat(entries.get(data + "/void").node().type()).isEqualTo(NodeType.DIRECTORY);
            Node small = entries.get(data + "/small").node();
            assertThat(small.mtime())
                    .isEqualTo(Files.getLastModifiedTime(data.resolve("small")).toInstant());
            // The way to the target is there with nothing beside it.
            long tops = entries.keySet().stream()
                    .filter(path -> path.lastIndexOf('/') == 0)
                    .count();
            assertThat(tops).isOne();
        }
        try (Repository again = RepositoryFixture.open(new DirectoryStorage(folder.resolve("repository")))) {
            assertThat(RepositoryReading.readEverything(again)).isOne();
        }
    }

    @Test
    void countsWhatItDid() throws Exception {
        try (ArchiveFixture backup = new ArchiveFixture().serving(data)) {
            ArchiveReport first = backup.run(data());
            SnapshotSummary summary = first.summary();
            long bytes = 9_000_000 + 700 + 21 * 30_000;
            assertThat(summary.filesNew()).isEqualTo(4);
            assertThat(summary.totalFilesProcessed()).isEqualTo(4);
            assertThat(summary.totalBytesProcessed()).isEqualTo(bytes);
            assertThat(summary.dirsNew()).isGreaterThanOrEqualTo(4);
            assertThat(summary.dataAdded()).isGreaterThan(bytes);
            assertThat(summary.dataAddedPacked()).isBetween(9_000_000L, 9_100_000L);

            ArchiveReport second = backup.run(data(), first);
            assertThat(second.tree()).isEqualTo(first.tree());
            assertThat(second.summary().filesUnmodified()).isEqualTo(4);
            assertThat(second.summary().filesNew()).isZero();
            assertThat(second.summary().dirsUnmodified()).isEqualTo(summary.dirsNew());
            assertThat(second.summary().dataAdded()).isZero();
            assertThat(second.summary().totalBytesProcessed()).isEqualTo(bytes);

            Digest name = second.snapshot().digest();
            Snapshot snapshot = SnapshotCodec.decode(backup.repository.loadFile(FileKind.SNAPSHOT, name));
            assertThat(snapshot.parent()).isEqualTo(first.snapshot());
            assertThat(snapshot.paths()).containsExactly("data");
            assertThat(snapshot.summary()).isEqualTo(second.summary());
            assertThat(snapshot.programVersion()).isEqualTo("mows-backup test");
        }
    }

    @Test
    void readsOnlyWhatChanged() throws Exception {
        FaultyStorage storage = new FaultyStorage(new MemoryStorage());
        try (ArchiveFixture backup = new ArchiveFixture(storage)) {
            ArchiveReport first = backup.run(of(data));
            Files.writeString(data.resolve("small"), "new content");
            Files.writeString(data.resolve("sub/added"), "added");
            Files.delete(data.resolve("sub/empty"));

            ArchiveReport second = backup.run(of(data), first);

            assertThat(second.summary().filesChanged()).isOne();
            assertThat(second.summary().filesNew()).isOne();
            assertThat(second.summary().filesUnmodified()).isEqualTo(2);
            assertThat(second.summary().dataBlobs()).isEqualTo(2);
            assertThat(contents(backup.entries(second))).isEqualTo(onDisk(data, data.toString()));
            assertThat(contents(backup.entries(first))).hasSize(4);
        }
    }

    @Test
    void noticesAChangeThatOnlyTheStatusTells() throws Exception {
        try (ArchiveFixture backup = new ArchiveFixture()) {
            Path file = data.resolve("small");
            FileTime time = Files.getLastModifiedTime(file);
            ArchiveReport first = backup.run(of(data));
            byte[] content = Files.readAllBytes(file);
            content[5] ^= 1;
            Files.write(file, content);
            Files.setLastModifiedTime(file, time);

            assertThat(backup.run(of(data).changes(new ChangeRule(false, true)), first)
                            .summary()
                            .filesChanged())
                    .isZero();
            ArchiveReport strict = backup.run(of(data), first);
            assertThat(strict.summary().filesChanged()).isOne();
            assertThat(contents(backup.entries(strict))).isEqualTo(onDisk(data, data.toString()));
        }
    }

    @Test
    void readsEverythingWhenForced() throws Exception {
        try (ArchiveFixture backup = new ArchiveFixture().serving(data)) {
            ArchiveReport first = backup.run(data());
            ArchiveReport second = backup.run(data().forced(), first);
            assertThat(second.summary().filesNew()).isEqualTo(4);
            assertThat(second.summary().dataAdded()).isZero();
            assertThat(second.tree()).isEqualTo(first.tree());
        }
    }

    @Test
    void storesNothingOnADryRunAndEverythingAfterIt() throws Exception {
        FaultyStorage storage = new FaultyStorage(new MemoryStorage());
        try (ArchiveFixture backup = new ArchiveFixture(storage).serving(data)) {
            long before = storage.count(FaultyStorage.Operation.SAVE);
            ArchiveReport dry = backup.run(data().dry());

            assertThat(storage.count(FaultyStorage.Operation.SAVE)).isEqualTo(before);
            assertThat(dry.snapshot()).isNull();
            assertThat(dry.summary().filesNew()).isEqualTo(4);
            assertThat(dry.summary().dataAdded()).isGreaterThan(9_000_000);

            ArchiveReport real = backup.run(data());
            assertThat(real.tree()).isEqualTo(dry.tree());
            assertThat(real.summary().dataAdded()).isEqualTo(dry.summary().dataAdded());
            assertThat(contents(backup.entries(real))).isEqualTo(onDisk(data, "/data"));
        }
    }

    @Test
    void makesNoSnapshotOfTheSameWhenAskedTo() {
        try (ArchiveFixture backup = new ArchiveFixture().serving(data)) {
            ArchiveReport first = backup.run(data().skippingUnchanged());
            assertThat(first.snapshot()).isNotNull();
            assertThat(backup.run(data().skippingUnchanged(), first).snapshot()).isNull();
            assertThat(backup.repository.names(FileKind.SNAPSHOT)).hasSize(1);
        }
    }

    @Test
    void leavesOutWhatIsExcluded() {
        Exclusions exclusions = new Exclusions() {
            @Override
            public List<String> patterns() {
                return List.of("*.log");
            }

            @Override
            public boolean excludes(BytePath path, FileStat stat) {
                return path.name().equals(ByteString.of("small"));
            }

            @Override
            public List<ByteString> kept(SourceDirectory directory) {
                return directory.names().contains(ByteString.of("text")) ? List.of() : directory.names();
            }
        };
        try (ArchiveFixture backup = new ArchiveFixture()) {
            Map<String, RepositoryReading.Entry> entries = backup.entries(backup.run(of(data).excluding(exclusions)));
            assertThat(entries).doesNotContainKey(data + "/small");
            assertThat(entries).containsKey(data + "/sub/deep").doesNotContainKey(data + "/sub/deep/text");
            assertThat(entries).containsKey(data + "/large");
        }
    }

    @Test
    void savesOddNamesLinksAndAttributes() throws Exception {
        Path zoo = Files.createDirectory(folder.resolve("zoo"));
        FileZoo.build(zoo);
        try (ArchiveFixture backup = new ArchiveFixture().serving(zoo)) {
            ArchiveReport report = backup.run(data());
            assertThat(backup.problems).isEmpty();
            Map<String, RepositoryReading.Entry> entries = backup.entries(report);
            assertThat(entries).containsKey("/data/caf\\xe9\\x20\\xff\\x0a");
            Node plain = entries.get("/data/plain").node();
            Node again = entries.get("/data/plain again").node();
            assertThat(plain.links()).isEqualTo(3);
            assertThat(again.inode()).isEqualTo(plain.inode());
            assertThat(again.content()).isEqualTo(plain.content());
            assertThat(entries.get("/data/sparse").node().size()).isEqualTo(30 << 20);
            assertThat(entries.get("/data/caf\\xe9\\x20\\xff\\x0a").node().xattrs())
                    .hasSize(2);
            assertThat(entries.get("/data/fifo").node().type()).isEqualTo(NodeType.FIFO);
            assertThat(entries.get("/data/socket").node().type()).isEqualTo(NodeType.SOCKET);
            if (PosixProcess.effectiveUserId() == 0) {
                Node block = entries.get("/data/block").node();
                assertThat(block.type()).isEqualTo(NodeType.BLOCK_DEVICE);
                assertThat(block.device()).isEqualTo(FileStat.deviceNumber(259, 70_000));
                assertThat(entries.get("/data/null").node().type()).isEqualTo(NodeType.CHARACTER_DEVICE);
            }

            ArchiveReport second = backup.run(data(), report);
            assertThat(second.tree()).isEqualTo(report.tree());
        }
    }

    @Test
    void doesNotDescendIntoOtherFileSystems() throws Exception {
        FileZoo.assumeRoot();
        Path mount = Files.createDirectory(data.resolve("mount"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "tmpfs", mount.toString())
                                .start()
                                .waitFor()
                        == 0,
                "no right to mount");
        try (ArchiveFixture backup = new ArchiveFixture()) {
            Files.writeString(mount.resolve("elsewhere"), "x");
            Map<String, RepositoryReading.Entry> one = backup.entries(backup.run(of(data).oneFileSystem()));
            Map<String, RepositoryReading.Entry> all = backup.entries(backup.run(of(data)));
            Map<String, RepositoryReading.Entry> itself =
                    backup.entries(backup.run(of(mount).oneFileSystem()));

            assertThat(one).containsKey(mount.toString()).doesNotContainKey(mount + "/elsewhere");
            assertThat(all).containsKey(mount + "/elsewhere");
            assertThat(itself).containsKey(mount + "/elsewhere");
        } finally {
            new ProcessBuilder("umount", mount.toString()).start().waitFor();
        }
    }

    @Test
    void goesOnWithoutATargetThatIsMissing() {
        try (ArchiveFixture backup = new ArchiveFixture()) {
            ArchiveReport report = backup.run(of(data.resolve("sub"), data.resolve("missing")));
            assertThat(report.problems()).isOne();
            assertThat(backup.problems).containsExactly(data + "/missing: not there (any more)");
            assertThat(backup.entries(report)).containsKey(data + "/sub/deep/text");
        }
    }

    @Test
    void savesNoSnapshotOfNothing() {
        try (ArchiveFixture backup = new ArchiveFixture()) {
            for (ArchiveFixture.Request request : List.of(
                    of(data.resolve("missing")),
                    of(data.resolve("small/below")),
                    of(Path.of("/missing")),
                    of(data.resolve("a/b/c"), data.resolve("d")))) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(() -> backup.run(request))
                        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_MISSING))
                        .withMessageStartingWith("nothing of what should be saved is there: ");
            }
            assertThat(backup.repository.names(FileKind.SNAPSHOT)).isEmpty();
            assertThat(backup.run(of(data.resolve("void"))).snapshot()).isNotNull();
        }
    }

    @Test
    void keepsTimesAndOwnersOfTheWay() throws Exception {
        Files.setLastModifiedTime(data, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
        try (ArchiveFixture backup = new ArchiveFixture()) {
            Map<String, RepositoryReading.Entry> entries =
                    backup.entries(backup.run(of(data.resolve("sub/deep/text"))));
            assertThat(entries.get(data.toString()).node().mtime())
                    .isEqualTo(Instant.parse("2001-02-03T04:05:06.123456789Z"));
            assertThat(entries).doesNotContainKey(data + "/small");
        }
    }
}
