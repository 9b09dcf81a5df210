package cloud.mows.backup.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.tar.TarSource;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.tar.TarEntry;
import cloud.mows.backup.core.tar.TarFixture;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a snapshot of an archive has, and when there is none. */
@Timeout(120)
class ArchiveTarTest {
    private static final BytePath TOP = BytePath.of("/in/t");

    private final ArchiveFixture backup = new ArchiveFixture();

    @AfterEach
    void close() {
        backup.close();
    }

    private ArchiveReport run(byte[] archive) {
        return run(archive, ArchiveFixture.of(TOP), null);
    }

    private ArchiveReport run(byte[] archive, ArchiveFixture.Request request, @Nullable ArchiveReport parent) {
        try (Source source = new TarSource(TOP, new ByteArrayInputStream(archive), Instant.EPOCH, 7, 8, false)) {
            return new Archiver(backup.repository, source, backup.observer).run(request.build(parent));
        }
    }

    private Map<String, Node> nodes(ArchiveReport report) {
        Map<String, Node> nodes = new TreeMap<>();
        backup.entries(report).forEach((path, entry) -> nodes.put(path, entry.node()));
        return nodes;
    }

    /** Path to content for files, {@code type} for all else. */
    private Map<String, String> shown(ArchiveReport report) {
        Map<String, String> shown = new TreeMap<>();
        backup.entries(report).forEach((path, entry) -> {
            if (path.startsWith(TOP + "/")) {
                shown.put(path.substring(TOP.toString().length() + 1), shown(entry));
            }
        });
        return shown;
    }

    private static String shown(RepositoryReading.Entry entry) {
        return entry.node().type() == NodeType.FILE
                ? entry.sha256().substring(0, 8)
                : entry.node().type().word();
    }

    private static String sha(String content) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)))
                .substring(0, 8);
    }

    private static TarFixture tar() {
        return new TarFixture();
    }

    @Test
    void entriesMayComeInAnyOrder() throws Exception {
        ArchiveReport report = run(tar().file("z/y/x", "deep")
                .file("a b", "1")
                .file("a/b", "2")
                .directory("a")
                .directory("./")
                .symlink("a!", "to")
                .bytes());
        assertThat(backup.problems).isEmpty();
        assertThat(shown(report))
                .isEqualTo(Map.of(
                        "a", "dir",
                        "a!", "symlink",
                        "a b", sha("1"),
                        "a/b", sha("2"),
                        "z", "dir",
                        "z/y", "dir",
                        "z/y/x", sha("deep")));
        Map<String, Node> nodes = nodes(report);
        assertThat(nodes.get("/in/t/a").mode()).isEqualTo(0640);
        assertThat(nodes.get("/in/t").mode()).isEqualTo(0640);
        Node implied = nodes.get("/in/t/z");
        assertThat(implied.mode()).isEqualTo(0755);
        assertThat(implied.uid()).isEqualTo(7);
        assertThat(implied.mtime()).isEqualTo(TarFixture.TIME);
        assertThat(report.summary().totalFilesProcessed()).isEqualTo(3);
        assertThat(report.summary().totalBytesProcessed()).isEqualTo(6);
    }

    @Test
    void ofOneNameTheLastHolds() throws Exception {
        ArchiveReport report = run(tar().file("twice", "old")
                .file("twice", "new")
                .directory("was folder")
                .file("was folder/gone", "x")
                .file("was folder", "now a file")
                .file("was file", "x")
                .directory("was file")
                .file("was file/here", "y")
                .file("back/gone", "x")
                .symlink("back", "elsewhere")
                .directory("back")
                .file("back/here", "z")
                .bytes());
        assertThat(backup.problems).isEmpty();
        assertThat(shown(report))
                .isEqualTo(Map.of(
                        "twice", sha("new"),
                        "was folder", sha("now a file"),
                        "was file", "dir",
                        "was file/here", sha("y"),
                        "back", "dir",
                        "back/here", sha("z")));
    }

    @Test
    void hardLinksAreToWhatWasThereWhenTheyCame() throws Exception {
        ArchiveReport report = run(tar().file("z", "first")
                .hardLink("a", "z")
                .file("z", "second")
                .hardLink("b", "./z")
                .hardLink("c", "a")
                .hardLink("dir/d", "/c")
                .file("single", "first")
                .bytes());
        assertThat(backup.problems).isEmpty();
        assertThat(shown(report))
                .containsEntry("a", sha("first"))
                .containsEntry("c", sha("first"))
                .containsEntry("dir/d", sha("first"))
                .containsEntry("b", sha("second"))
                .containsEntry("z", sha("second"));
        Map<String, Node> nodes = nodes(report);
        Node a = nodes.get("/in/t/a");
        Node z = nodes.get("/in/t/z");
        assertThat(a.links()).isEqualTo(3);
        assertThat(z.links()).isEqualTo(2);
        assertThat(a.inode()).isNotZero().isNotEqualTo(z.inode());
        assertThat(nodes.get("/in/t/dir/d").inode()).isEqualTo(a.inode());
        assertThat(nodes.get("/in/t/b").inode()).isEqualTo(z.inode());
        assertThat(nodes.get("/in/t/single").links()).isOne();
        assertThat(nodes.get("/in/t/single").inode()).isZero();
    }

    @Test
    void whatLeadsOutOrNowhereIsLeftOutAndTold() throws Exception {
        ArchiveReport report = run(tar().file("../escape", "1")
                .file("a/../../b", "2")
                .hardLink("c", "../etc/passwd")
                .hardLink("d", "missing")
                .hardLink("e", "d")
                .hardLink("f", "f")
                .directory("folder")
                .hardLink("g", "folder")
                .file("plain", "3")
                .file("plain/below", "4")
                .file("/absolute", "5")
                .add(
                        TarFixture.entry(
                                ByteString.of(new byte[] {'n', 0, 'n', (byte) 0xff}),
                                TarEntry.Type.FILE,
                                ByteString.EMPTY,
                                0,
                                List.of()),
                        new byte[0])
                .bytes());
        assertThat(shown(report)).isEqualTo(Map.of("plain", sha("3"), "absolute", sha("5"), "folder", "dir"));
        assertThat(report.problems()).isEqualTo(9);
        assertThat(backup.problems)
                .anyMatch(told -> told.contains("../escape") && told.contains("'..'"))
                .anyMatch(told -> told.startsWith("/in/t/d: ") && told.contains("hard link"))
                .anyMatch(told -> told.startsWith("/in/t/plain/below: ") && told.contains("not a directory"))
                .anyMatch(told -> told.contains("NUL"));
    }

    @Test
    void everythingElseOfAnEntryIsKept() {
        TarEntry device = new TarEntry(
                ByteString.of("device"),
                TarEntry.Type.BLOCK_DEVICE,
                06755,
                4_000_000_000L,
                5,
                "anna",
                "users",
                0,
                Instant.parse("1931-05-04T03:02:01.000000007Z"),
                Instant.EPOCH,
                Instant.parse("2001-02-03T04:05:06Z"),
                ByteString.EMPTY,
                259,
                70_000,
                List.of(),
                List.of());
        Node node = nodes(run(tar().add(device, new byte[0]).bytes())).get("/in/t/device");
        assertThat(node.mode()).isEqualTo(06755);
        assertThat(node.uid()).isEqualTo(4_000_000_000L);
        assertThat(node.user()).isEqualTo("anna");
        assertThat(node.device()).isEqualTo(FileStat.deviceNumber(259, 70_000));
        assertThat(node.mtime()).isEqualTo(device.mtime());
        assertThat(node.atime()).as("not recorded").isEqualTo(device.mtime());
        assertThat(node.ctime()).isEqualTo(device.ctime());
        assertThat(node.links()).isOne();
    }

    @Test
    void aSecondRunOfTheSameStoresNothing() {
        byte[] archive = tar().file("folder/a", "1".repeat(5000))
                .hardLink("b", "folder/a")
                .symlink("c", "d")
                .bytes();
        ArchiveReport first = run(archive);
        ArchiveReport second = run(archive, ArchiveFixture.of(TOP), first);
        assertThat(second.tree()).isEqualTo(first.tree());
        assertThat(second.summary().filesUnmodified()).isEqualTo(2);
        assertThat(second.summary().dataAdded()).isZero();

        ArchiveReport third = run(tar().file("folder/a", "2").file("new", "").bytes(), ArchiveFixture.of(TOP), second);
        assertThat(third.summary().filesChanged()).isEqualTo(1);
        assertThat(third.summary().filesNew()).isEqualTo(1);
    }

    @Test
    void anArchiveThatIsNotWholeMakesNoSnapshot() {
        byte[] whole = tar().file("a", "1".repeat(5000)).file("b", "2").bytes();
        for (int length = 0; length < whole.length; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(BackupException.class)
                    .as("%s bytes", length)
                    .isThrownBy(() -> run(cut))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.FAILED))
                    .withMessageContaining("no snapshot was made");
        }
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> run(tar().bytes()))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_MISSING))
                .withMessageContaining("has no entries");
        assertThat(backup.repository.names(FileKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void whatIsLeftOutIsNotStoredEither() throws Exception {
        Exclusions noSecrets = new Exclusions() {
            @Override
            public boolean excludes(BytePath path, FileStat stat) {
                return path.name().equals(ByteString.of("secret"));
            }
        };
        String secret = "not for the repository ".repeat(1000);
        byte[] archive = tar().file("secret/in/folder", secret)
                .file("secret", secret)
                .file("open", "yes")
                .hardLink("other name", "secret")
                .bytes();
        ArchiveReport report = run(archive, ArchiveFixture.of(TOP).excluding(noSecrets), null);
        assertThat(shown(report)).isEqualTo(Map.of("open", sha("yes")));
        assertThat(backup.problems)
                .singleElement()
                .asString()
                .startsWith("/in/t/other name: ")
                .contains("left out");
        assertThat(report.summary().dataAdded()).isLessThan(5000);
    }

    @Test
    void aSourceThatHasLostMostOfItsFilesIsRefused() {
        TarFixture full = tar();
        for (int i = 0; i < 1000; i++) {
            full.file("folder/file" + i, "content " + i);
        }
        ArchiveReport first = run(full.bytes());
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> run(tar().file("folder/file0", "").bytes(), ArchiveFixture.of(TOP), first))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_MISSING));
    }
}
