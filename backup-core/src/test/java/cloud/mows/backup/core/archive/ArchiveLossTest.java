package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static cloud.mows.backup.core.archive.ArchiveFixture.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that has lost what it had in the parent snapshot. */
@Timeout(60)
class ArchiveLossTest {
    /** Of at least 20 files half may go; a directory of 5 counts when it is empty. */
    private static final LossRule RULE = new LossRule(5, 20, 50);

    @TempDir
    Path folder;

    private Path data;
    private final ArchiveFixture backup = new ArchiveFixture();

    @BeforeEach
    void create() throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        backup.serving(data);
    }

    @AfterEach
    void close() {
        backup.close();
    }

    private static void fill(Path directory, int files) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < files; i++) {
            Files.writeString(directory.resolve("file" + i), "x" + i);
        }
    }

    private static void clear(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }

    private ArchiveReport run(ArchiveFixture.Request request, ArchiveReport parent) {
        return backup.run(request.losses(RULE), parent);
    }

    /** The run stops, with no snapshot; wanted, it does not. */
    private void assertStops(ArchiveFixture.Request request, ArchiveReport parent, Path path, String what, int files) {
        int snapshots = backup.repository.names(FileKind.SNAPSHOT).size();
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> run(request, parent))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SOURCE_MISSING))
                .satisfies(e -> assertThat(e.problem().hint()).contains("--allow-empty-source"))
                .withMessageContaining(path + " " + what + "; snapshot " + parent.snapshot() + " of ")
                .withMessageContaining(" has " + files + (files == 1 ? " file there" : " files there"));
        assertThat(backup.repository.names(FileKind.SNAPSHOT)).hasSize(snapshots);
        assertThat(backup.run(request.losses(null), parent).snapshot()).isNotNull();
    }

    @Test
    void aTargetThatIsEmptyNowStopsTheRun() throws Exception {
        fill(data.resolve("sub/deep"), 5);
        ArchiveReport first = backup.run(data());
        clear(data);
        assertStops(data(), first, data, "is empty", 5);
        assertThat(run(data(), null).snapshot()).as("nothing to compare with").isNotNull();
    }

    @Test
    void aFewFilesMayGo() throws Exception {
        fill(data.resolve("sub"), 4);
        ArchiveReport first = backup.run(data());
        clear(data);
        assertThat(run(data(), first).snapshot()).isNotNull();
    }

    @Test
    void anEmptyDirectoryInThePlaceOfOneWithASingleFileStopsTheRun() throws Exception {
        fill(data, 1);
        ArchiveReport first = backup.run(data());
        Files.move(data, folder.resolve("away"));
        Files.createDirectory(data);
        assertStops(data(), first, data, "is empty", 1);
        assertThat(run(data().changes(new ChangeRule(true, false)), first).snapshot())
                .as("inode numbers tell nothing here")
                .isNotNull();
    }

    @Test
    void aTargetThatLostMostOfItsFilesStopsTheRun() throws Exception {
        fill(data.resolve("a/deep"), 10);
        fill(data.resolve("b"), 10);
        fill(data.resolve("c"), 9);
        ArchiveReport first = backup.run(data());
        clear(data.resolve("a"));
        Files.delete(data.resolve("c/file1"));
        assertThat(run(data(), first).snapshot()).as("11 of 29 are gone").isNotNull();
        clear(data.resolve("c"));
        Files.writeString(data.resolve("new"), "does not make up for it");
        assertStops(data(), first, data, "has lost 19 files", 29);
    }

    @Test
    void aSmallTargetMayLoseAnyShare() throws Exception {
        fill(data.resolve("a"), 18);
        fill(data, 1);
        ArchiveReport first = backup.run(data());
        clear(data.resolve("a"));
        assertThat(run(data(), first).snapshot()).isNotNull();
    }

    @Test
    void eachTargetIsJudgedByItself() throws Exception {
        Path small = folder.resolve("small");
        fill(small.resolve("sub"), 20);
        fill(small, 1);
        fill(data, 100);
        ArchiveReport first = backup.run(of(data, small));
        clear(small.resolve("sub"));
        assertStops(of(data, small), first, small, "has lost 20 files", 21);
    }

    @Test
    void aTargetThatIsGoneStopsTheRunThoughAnotherIsThere() throws Exception {
        Path other = folder.resolve("other");
        fill(data, 5);
        fill(other, 1);
        ArchiveReport first = backup.run(of(data, other));
        Files.move(data, folder.resolve("away"));
        assertStops(of(data, other), first, data, "is not there", 5);

        Files.move(other, folder.resolve("away too"));
        Files.createDirectory(data);
        assertThat(backup.run(of(data, other).losses(null), first).problems())
                .as("allowed, it is a problem still")
                .isOne();
    }

    @Test
    void aTargetThatIsAFileNowHasLostItsFiles() throws Exception {
        fill(data, 30);
        ArchiveReport first = backup.run(data());
        Files.move(data, folder.resolve("away"));
        Files.writeString(data, "a file");
        assertStops(data(), first, data, "has lost 30 files", 30);
    }

    @Test
    void ofAWholeRootTheRootIsTheTargetAndNotEachEntry() throws Exception {
        fill(data.resolve("a"), 5);
        fill(data.resolve("b"), 30);
        Map<String, BytePath> places = new HashMap<>(Map.of(".", BytePath.of(data)));
        for (String name : List.of("a", "b")) {
            places.put(BytePath.of(".").resolve(ByteString.of(name)).toString(), BytePath.of(data.resolve(name)));
        }
        backup.wrapping = source -> new RenamingSource(source, places);
        ArchiveReport first = backup.run(of(BytePath.of(".")));
        clear(data.resolve("a"));
        assertThat(run(of(BytePath.of(".")), first).snapshot()).isNotNull();
        clear(data.resolve("b"));
        Files.delete(data.resolve("b"));
        assertStops(of(BytePath.of(".")), first, Path.of("."), "has lost 35 files", 35);
        assertThat(run(of(BytePath.of("."), BytePath.of(folder.resolve("else"))), first)
                        .snapshot())
                .as("not comparable: the parent snapshot is of other paths")
                .isNotNull();
    }

    @Test
    void whatIsLeftOutOnPurposeIsNotLost() throws Exception {
        fill(data.resolve("a"), 40);
        Files.writeString(data.resolve("other"), "stays");
        ArchiveReport first = backup.run(data());
        Exclusions everything = new Exclusions() {
            @Override
            public boolean excludes(BytePath path, FileStat stat) {
                return path.toString().contains("file") || path.toString().endsWith("/a");
            }
        };
        assertThat(run(data().excluding(everything), first).snapshot()).isNotNull();
        Exclusions marked = new Exclusions() {
            @Override
            public boolean excludes(BytePath path, FileStat stat) {
                return false;
            }

            @Override
            public List<ByteString> kept(SourceDirectory directory) {
                return directory.path().toString().endsWith("/a") ? List.of() : directory.names();
            }
        };
        assertThat(run(data().excluding(marked), first).snapshot()).isNotNull();
    }

    @Test
    void aTargetThatLostItsMountStopsTheRun() throws Exception {
        Path disk = data.resolve("disk");
        fill(disk, 1);
        Map<BytePath, Long> mounts = new HashMap<>(Map.of(BytePath.of(disk), 7L));
        backup.wrapping = source -> new DeviceSource(source, mounts);
        ArchiveReport first = backup.run(of(disk));
        mounts.replaceAll((path, device) -> 8L);
        assertThat(run(of(disk), first).snapshot())
                .as("another number, still a mount")
                .isNotNull();
        mounts.clear();
        assertStops(of(disk), first, disk, "is not mounted", 1);
    }

    @Test
    void aLostMountInsideATargetIsReported() throws Exception {
        Path disk = data.resolve("disk");
        fill(disk, 2);
        fill(data, 30);
        Map<BytePath, Long> mounts = new HashMap<>(Map.of(BytePath.of(disk), 7L));
        backup.wrapping = source -> new DeviceSource(source, mounts);
        ArchiveReport first = backup.run(of(data));
        clear(disk);
        assertThat(run(of(data), first).problems()).as("empty, but mounted").isZero();
        mounts.clear();
        ArchiveReport second = run(of(data), first);
        assertThat(second.snapshot()).isNotNull();
        assertThat(backup.problems)
                .singleElement()
                .asString()
                .startsWith(disk + ": is empty and not mounted; snapshot " + first.snapshot())
                .endsWith("has 2 files there");
    }

    @Test
    void aDiskThatIsReallyNotMountedStopsTheRun() throws Exception {
        FileZoo.assumeRoot();
        Path disk = Files.createDirectory(data.resolve("disk"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "tmpfs", disk.toString())
                                .start()
                                .waitFor()
                        == 0,
                "no right to mount");
        ArchiveReport first;
        try {
            fill(disk, 1);
            first = backup.run(of(disk));
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
        assertStops(of(disk), first, disk, "is not mounted", 1);
    }

    @ParameterizedTest
    @CsvSource({"100, 900, true", "99, 901, false", "0, 999, true", "0, 1000, false", "0, 9223372036854775807, false"})
    void byDefaultMoreThanNineTenthsOfAThousandFilesAreTooMany(long found, long lost, boolean allowed) {
        assertThat(LossRule.DEFAULT.allowsShare(found, lost)).isEqualTo(allowed);
    }
}
