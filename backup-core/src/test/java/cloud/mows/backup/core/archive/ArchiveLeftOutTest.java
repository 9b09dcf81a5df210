package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.storage.FileKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Excludes that hit what is named, leave nothing, or leave out most of what there was before. */
@Timeout(60)
class ArchiveLeftOutTest {
    private static final TagFile TAG = TagFile.parse(".nobackup");

    @TempDir
    Path folder;

    private Path a;
    private Path b;
    private final ArchiveFixture backup = new ArchiveFixture();

    @BeforeEach
    void fill() throws Exception {
        a = folder.resolve("a");
        b = folder.resolve("b");
        for (String path : List.of("a/x/one", "a/two", "b/three")) {
            Files.createDirectories(folder.resolve(path).getParent());
            Files.writeString(folder.resolve(path), path);
        }
    }

    @AfterEach
    void close() {
        backup.close();
    }

    /** The relative path {@code .} means {@link #a}. */
    private void serveAsRoot(String... entries) {
        Map<String, BytePath> places = new HashMap<>(Map.of(".", BytePath.of(a)));
        for (String name : entries) {
            places.put(BytePath.of(".").resolve(ByteString.of(name)).toString(), BytePath.of(a.resolve(name)));
        }
        backup.wrapping = source -> new RenamingSource(source, places);
    }

    private static Exclusions excluding(String... patterns) throws Exception {
        return exclusions(List.of(PathPatterns.of(List.of(patterns))), List.of(), null, patterns);
    }

    private static Exclusions exclusions(
            List<PathPatterns> lists, List<TagFile> tags, ByteSize largerThan, String... patterns) {
        return new PatternExclusions(List.of(patterns), BytePath.ROOT, lists, tags, largerThan, warning -> {});
    }

    private void assertRefused(ArchiveFixture.Request request) {
        int snapshots = backup.repository.names(FileKind.SNAPSHOT).size();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.run(request))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_MISSING))
                .withMessageStartingWith("the excludes leave nothing of what should be saved: ");
        assertThat(backup.repository.names(FileKind.SNAPSHOT)).hasSize(snapshots);
    }

    /** The others are saved. */
    private void assertTold(ArchiveFixture.Request request, String... starts) {
        backup.problems.clear();
        ArchiveReport report = backup.run(request);
        assertThat(report.snapshot()).isNotNull();
        assertThat(report.problems()).isEqualTo(starts.length);
        assertThat(backup.problems).hasSize(starts.length);
        for (int i = 0; i < starts.length; i++) {
            assertThat(backup.problems.get(i)).startsWith(starts[i]);
        }
    }

    @Test
    void aNamedPathThatAnExcludeHitsIsTold() throws Exception {
        assertTold(of(a, b).excluding(excluding("a")), a + ": was named, but is left out: the exclude 'a' matches it");
        assertThat(backup.run(of(a, b).excluding(excluding("*.tmp"))).problems())
                .isZero();
    }

    @Test
    void aNamedPathWhoseParentAnExcludeHitsIsTold() throws Exception {
        Path one = a.resolve("x/one");
        assertTold(of(one, b).excluding(excluding("!b", "x")), one + ": was named, but is left out: the exclude 'x'");
    }

    @Test
    void aNamedPathBelowAnotherIsTold() throws Exception {
        Path x = a.resolve("x");
        Path one = a.resolve("x/one");
        assertTold(of(a, x).excluding(excluding("x")), x + ": was named, but is left out: the exclude 'x' matches it");
        assertTold(of(a, one).excluding(excluding("x")), one + ": was named, but is left out: the exclude 'x' matches");
        Path absent = a.resolve("absent");
        assertTold(of(a, absent), absent + ": ");
        assertTold(of(a, absent.resolve("deep")), absent + "/deep: ");
        assertThat(backup.run(of(a, x, one)).problems()).isZero();
    }

    @Test
    void aNamedFileThatIsTooLargeIsTold() throws Exception {
        Exclusions small = exclusions(List.of(), List.of(), new ByteSize(4));
        Files.writeString(b.resolve("three"), "abc");
        assertTold(
                of(a.resolve("two"), a.resolve("x/one"), b).excluding(small),
                a + "/two: was named, but is left out: it is larger than --exclude-larger-than allows",
                a + "/x/one: was named, but is left out: it is larger");
        assertRefused(of(a.resolve("two")).excluding(small));
    }

    @Test
    void aMarkerInANamedDirectoryIsTold() throws Exception {
        Files.writeString(a.resolve(".nobackup"), "");
        Exclusions marked = exclusions(List.of(), List.of(TAG), null);
        assertTold(of(a, b).excluding(marked), a + ": was named, but what is in it is left out, as a marker file");
        Path two = a.resolve("two");
        assertTold(
                of(a, two).excluding(marked),
                a + ": was named, but what is in it is left out",
                two + ": was named, but is not saved");
        assertThat(backup.run(of(folder).excluding(marked)).problems())
                .as("not named itself")
                .isZero();
    }

    @Test
    void aMarkerInAWholeRootCounts() throws Exception {
        Files.writeString(a.resolve(".nobackup"), "");
        serveAsRoot(".nobackup", "x", "two");
        ArchiveFixture.Request request = of(BytePath.of(".")).excluding(exclusions(List.of(), List.of(TAG), null));
        assertTold(request, ".: was named, but what is in it is left out");
        assertThat(backup.entries(backup.run(request)).keySet()).containsExactly("/.nobackup");
    }

    @Test
    void whereExcludesLeaveNothingThereIsNoSnapshot() throws Exception {
        assertRefused(of(a).excluding(excluding("a")));
        assertRefused(of(a, b).excluding(excluding(folder.toString())));
        assertRefused(of(a).excluding(excluding("*")).losses(null));
        assertRefused(of(a).excluding(excluding("a")).dry());
        assertRefused(of(a).excluding(excluding(a + "/*")));
        assertRefused(of(a).excluding(excluding("one", "two")));
        assertThat(backup.run(of(a).excluding(excluding(a + "/*")).losses(null)).snapshot())
                .as("directories alone, where these will do")
                .isNotNull();
    }

    @Test
    void whatIsEmptyByItselfIsNotEmptiedByExcludes() throws Exception {
        Files.delete(b.resolve("three"));
        Files.createDirectory(b.resolve("lost+found"));
        assertThat(backup.run(of(b).excluding(excluding("lost+found", "*.tmp"))).problems())
                .isZero();
    }

    @Test
    void oneFileSystemIsThatOfEachNamedPath() throws Exception {
        Path x = a.resolve("x");
        backup.wrapping = source -> new DeviceSource(source, Map.of(BytePath.of(x), 7L));
        assertThat(backup.entries(backup.run(of(a).oneFileSystem())).keySet())
                .contains(x.toString(), a + "/two")
                .doesNotContain(x + "/one");
        assertThat(backup.entries(backup.run(of(a, x).oneFileSystem())).keySet())
                .contains(x + "/one", a + "/two");
        Files.delete(a.resolve("two"));
        assertRefused(of(a).oneFileSystem());
    }

    /** Each entry of the root is a target; it is still the root's file system that counts. */
    @Test
    void oneFileSystemOfAWholeRootIsThatOfTheRoot() {
        serveAsRoot("x", "two");
        UnaryOperator<Source> serving = backup.wrapping;
        backup.wrapping = source -> new DeviceSource(serving.apply(source), Map.of(BytePath.of(a.resolve("x")), 7L));
        BytePath root = BytePath.of(".");
        assertThat(backup.entries(backup.run(of(root).oneFileSystem())).keySet())
                .containsExactlyInAnyOrder("/two", "/x");
        assertThat(backup.entries(backup.run(of(root, BytePath.of("x")).oneFileSystem()))
                        .keySet())
                .containsExactlyInAnyOrder("/two", "/x", "/x/one");
    }

    @Test
    void whatANewExcludeLeavesOutOfTheSnapshotBeforeIsTold() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.writeString(a.resolve("x/more" + i), "x");
            Files.writeString(a.resolve("y" + i), "y");
        }
        LossRule rule = new LossRule(5, 20, 50);
        ArchiveReport first = backup.run(of(a, b));
        assertThat(backup.run(of(a, b).losses(rule).excluding(excluding("x")), first)
                        .problems())
                .isZero();
        assertThat(backup.warnings).as("31 of 62").isEmpty();
        ArchiveReport second = backup.run(of(a, b).losses(rule).excluding(excluding("x", "y1*")), first);
        assertThat(second.snapshot()).isNotNull();
        assertThat(second.problems()).as("it is deliberate, most likely").isZero();
        assertThat(backup.warnings)
                .containsExactly(a + ": 42 files that snapshot " + first.snapshot()
                        + " has there are left out now, 20 files of it stay: probably by a new exclude: 'x', 'y1*'");
        backup.warnings.clear();
        backup.run(of(a, b).losses(rule).excluding(excluding("x", "y1*")), second);
        assertThat(backup.warnings).as("told once").isEmpty();
        backup.run(of(a, b).losses(rule).excluding(excluding("x", "y1*", "y*", "two")), second);
        assertThat(backup.warnings)
                .as("nothing of it stays")
                .containsExactly(a + ": 20 files that snapshot " + second.snapshot()
                        + " has there are left out now, 0 files of it stay: probably by a new exclude: 'y*', 'two'");
    }

    @Test
    void whatAMarkerLeavesOutOfTheSnapshotBeforeIsTold() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.writeString(a.resolve("x/more" + i), "x");
        }
        ArchiveReport first = backup.run(of(a));
        Files.writeString(a.resolve("x/.nobackup"), "");
        backup.run(of(a).losses(new LossRule(5, 20, 50)).excluding(exclusions(List.of(), List.of(TAG), null)), first);
        assertThat(backup.warnings)
                .containsExactly(a + ": 31 files that snapshot " + first.snapshot()
                        + " has there are left out now, 1 file of it stay: probably by an exclude or --one-file-system"
                        + " that was not given then");
    }
}
