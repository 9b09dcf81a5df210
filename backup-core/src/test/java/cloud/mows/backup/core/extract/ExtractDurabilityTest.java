package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.target.LinuxTarget;
import cloud.mows.backup.core.target.MetadataPolicy;
import cloud.mows.backup.core.target.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore leaves when it is killed, and what it promises when it is not. */
class ExtractDurabilityTest {
    private static final int FILES = 40;

    @TempDir
    Path folder;

    private final ExtractFixture fixture = new ExtractFixture(new MemoryStorage());
    private Path source;
    private BlobId tree;

    @BeforeEach
    void save() throws Exception {
        source = Files.createDirectory(folder.resolve("source"));
        for (int i = 0; i < FILES; i++) {
            Path file = source.resolve("d" + i % 3).resolve("f" + i);
            Files.createDirectories(file.getParent());
            Files.write(file, RepositoryFixture.noise(new SplittableRandom(i), i == 7 ? 5_000_000 : 1000 * i));
        }
        Files.createLink(source.resolve("z-other-name"), source.resolve("d1/f7"));
        Files.createSymbolicLink(source.resolve("d2/link"), Path.of("f2"));
        tree = fixture.save(source);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A copy of the target in the middle of a restore is what a kill at that moment leaves. */
    @Test
    void whatAKillLeavesIsHealedWhateverMayBeOverwritten() throws Exception {
        Path target = folder.resolve("target");
        AtomicInteger writes = new AtomicInteger();
        ExtractObserver killing = new ExtractObserver() {
            @Override
            public void wrote(long bytes) {
                int number = writes.incrementAndGet();
                if (number % 3 == 0) {
                    copy(target, folder.resolve("killed" + number));
                }
            }
        };
        try (LinuxTarget opened = open(target)) {
            assertThat(new Extractor(fixture.repository, killing)
                            .extract(ExtractRequest.all(tree), opened)
                            .isComplete())
                    .isTrue();
        }
        List<Path> killed;
        try (Stream<Path> all = Files.list(folder)) {
            killed = all.filter(path -> path.getFileName().toString().startsWith("killed"))
                    .toList();
        }
        assertThat(killed).hasSizeGreaterThan(8);
        Overwrite[] ways = {Overwrite.NEVER, Overwrite.IF_NEWER};
        int partials = 0;
        for (int i = 0; i < killed.size(); i++) {
            Path left = killed.get(i);
            partials += partials(left).size();
            ExtractRequest request = ExtractRequest.all(tree).withOverwrite(ways[i % ways.length]);
            assertThat(fixture.restore(request, left).isComplete()).isTrue();
            assertThat(ExtractFixture.differences(source, left))
                    .as(left + " " + request.overwrite())
                    .isEmpty();
            assertThat(partials(left)).isEmpty();
        }
        assertThat(partials).isPositive();
    }

    private static LinuxTarget open(Path target) throws TargetException {
        return LinuxTarget.open(BytePath.of(target), MetadataPolicy.ALL, new SplittableRandom(99));
    }

    private static void copy(Path from, Path to) {
        try {
            // Files that get their names meanwhile may be missing in the copy: its exit code says nothing.
            new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> partials(Path where) throws IOException {
        try (Stream<Path> all = Files.walk(where)) {
            return all.filter(path -> path.getFileName().toString().startsWith(LinuxTarget.PARTIAL_PREFIX))
                    .toList();
        }
    }

    @Test
    void syncsBeforeItReports() throws Exception {
        RecordedTarget recorded = new RecordedTarget();
        withoutHardLinks();
        try (LinuxTarget opened = open(folder.resolve("target"))) {
            new Extractor(fixture.repository, ExtractObserver.NONE)
                    .extract(ExtractRequest.all(tree), recorded.of(opened));
        }
        assertThat(recorded.calls).endsWith("sync").containsOnlyOnce("sync").contains("writeFile f3");
    }

    @Test
    void readsForVerifyingWhatIsSyncedAndForgotten() throws Exception {
        RecordedTarget recorded = new RecordedTarget();
        withoutHardLinks();
        ExtractReport report;
        try (LinuxTarget opened = open(folder.resolve("target"))) {
            report = new Extractor(fixture.repository, ExtractObserver.NONE)
                    .extract(ExtractRequest.all(tree).withVerify(true), recorded.of(opened));
        }
        assertThat(report.filesVerified()).isEqualTo(FILES);
        List<String> calls = recorded.calls;
        assertThat(calls).endsWith("sync");
        assertThat(calls.indexOf("sync")).isGreaterThan(calls.lastIndexOf("writeFile f39"));
        for (int i = 0; i < FILES; i++) {
            int read = calls.indexOf("readAt f" + i);
            if (i > 0) {
                assertThat(read).isGreaterThan(calls.indexOf("forgetCached f" + i));
            }
            assertThat(calls.indexOf("forgetCached f" + i)).isGreaterThan(calls.indexOf("sync"));
        }
    }

    @Test
    void tellsWhatDidNotReachTheDisk() throws Exception {
        RecordedTarget recorded = new RecordedTarget();
        withoutHardLinks();
        recorded.syncFailure = new TargetException.Failed(BytePath.of("/mnt"), new IOException("input/output error"));
        StringBuilder told = new StringBuilder();
        ExtractReport report;
        try (LinuxTarget opened = open(folder.resolve("target"))) {
            report = new Extractor(fixture.repository, new ExtractObserver() {
                        @Override
                        public void failed(BytePath location, Problem problem) {
                            told.append(problem.message());
                        }
                    })
                    .extract(ExtractRequest.all(tree), recorded.of(opened));
        }
        assertThat(report.isComplete()).isFalse();
        assertThat(told)
                .hasToString("not all that was restored could be written to the disk: /mnt: input/output error");
    }

    private void withoutHardLinks() throws Exception {
        Files.delete(source.resolve("z-other-name"));
        tree = fixture.save(source);
    }
}
