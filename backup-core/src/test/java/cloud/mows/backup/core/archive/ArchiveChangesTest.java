package cloud.mows.backup.core.archive;

import static cloud.mows.backup.core.archive.ArchiveFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.RepositoryReading;
import cloud.mows.backup.core.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SplittableRandom;
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

    @BeforeEach
    void fill() throws Exception {
        Files.createDirectories(folder.resolve("sub/deep"));
        Files.writeString(folder.resolve("sub/deep/below"), "below");
        Files.writeString(folder.resolve("a"), "before");
        Files.writeString(folder.resolve("z"), "after");
        file = Files.write(folder.resolve("file"), RepositoryFixture.noise(new SplittableRandom(2), 6_000_000));
        backup.wrapping =
                source -> new HostileSource(new RenamingSource(source, Map.of("data", BytePath.of(folder))), rules);
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
    void aFileThatGrowsOrShrinksWhileItIsReadIsWhatWasRead() {
        before(
                HostileSource.Call.READ,
                file,
                2,
                (c, path, number) -> Files.write(file, new byte[3_000_000], StandardOpenOption.APPEND));
        before(
                HostileSource.Call.OPEN,
                folder.resolve("a"),
                (c, path, number) -> Files.writeString(folder.resolve("a"), "b"));
        Map<String, RepositoryReading.Entry> entries = entries();
        // Up to the size at opening: what is appended without end does not keep the backup from its end.
        assertThat(entries.get("/data/file").node().size()).isEqualTo(6_000_000);
        assertThat(entries.get("/data/a").node().size()).isEqualTo(1);
    }

    @Test
    void aFileThatIsCutShortWhileItIsReadIsWhatWasRead() {
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(1_500_000);
            }
        });
        long size = entries().get("/data/file").node().size();
        assertThat(size).isLessThan(6_000_000);
        ArchiveReport again = backup.run(data());
        assertThat(backup.entries(again).get("/data/file").node().size()).isEqualTo(1_500_000);
    }

    @Test
    void aFileThatChangedWhileItWasReadIsReadAgainNextTime() {
        before(HostileSource.Call.READ, file, 2, (c, path, number) -> Files.writeString(file, "short"));
        ArchiveReport first = backup.run(data());
        ArchiveReport second = backup.run(data(), first);
        assertThat(second.summary().filesChanged()).isOne();
        assertThat(backup.entries(second).get("/data/file").node().size()).isEqualTo(5);
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
