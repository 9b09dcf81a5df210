package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileZoo;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.target.ZeroRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00.123456789Z"));

    @TempDir
    Path folder;

    private final ExtractFixture fixture = new ExtractFixture(new MemoryStorage());
    private Path source;
    private Path target;

    @BeforeEach
    void folders() throws Exception {
        source = Files.createDirectory(folder.resolve("source"));
        target = folder.resolve("new/target");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path file(String name, byte[] content) throws Exception {
        Path file = source.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, OLD);
        return file;
    }

    private Path file(String name, String content) throws Exception {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] noise(long seed, int length) {
        return RepositoryFixture.noise(new SplittableRandom(seed), length);
    }

    private void assertRestored() throws Exception {
        assertThat(fixture.problems).isEmpty();
        assertThat(ExtractFixture.differences(source, target)).isEmpty();
    }

    @Test
    void bringsBackOneOfEverythingThatIsHard() throws Exception {
        FileZoo.build(source);
        BlobId tree = fixture.save(source);
        for (ZeroRuns zeroRuns : ZeroRuns.values()) {
            target = folder.resolve("target-" + zeroRuns);
            ExtractReport report = fixture.restore(ExtractRequest.all(tree).withZeroRuns(zeroRuns), target);
            assertRestored();
            assertThat(report.isComplete()).isTrue();
            assertThat(report.filesRestored()).isEqualTo(report.filesTotal());
        }
        // And over itself, where nothing is new any more.
        ExtractReport again = fixture.restore(ExtractRequest.all(tree), target);
        assertRestored();
        assertThat(again.bytesRestored()).isZero();
    }

    @Test
    void bringsBackManyFilesAndLargeOnes() throws Exception {
        byte[] large = noise(1, 20_000_000);
        file("large", large);
        file("copies/large", large);
        for (int i = 0; i < 3000; i++) {
            file("many/" + i % 7 + "/" + i, noise(i % 1000, i));
        }
        BlobId tree = fixture.save(source);

        ExtractReport report = fixture.restore(ExtractRequest.all(tree).withVerify(true), target);

        assertRestored();
        assertThat(report.filesVerified()).isEqualTo(3002);
        assertThat(report.bytesRestored()).isEqualTo(report.bytesTotal());
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        file("a/whole", noise(1, 100_000));
        file("a/half", noise(2, 3_000_000));
        file("a/missing", "x");
        BlobId tree = fixture.save(source);
        fixture.restore(tree, target);
        Files.delete(target.resolve("a/missing"));
        try (var half = Files.newByteChannel(target.resolve("a/half"), StandardOpenOption.WRITE)) {
            half.truncate(1_500_000);
        }
        Files.setPosixFilePermissions(target.resolve("a/half"), PosixFilePermissions.fromString("rw-------"));

        ExtractReport report = fixture.restore(tree, target);

        assertRestored();
        assertThat(fixture.actions)
                .containsEntry("/a/whole", ExtractAction.UNCHANGED)
                .containsEntry("/a/half", ExtractAction.UPDATED)
                .containsEntry("/a/missing", ExtractAction.RESTORED);
        assertThat(report.bytesRestored()).isEqualTo(3_000_001);
    }

    @Test
    void overwritesAsItIsTold() throws Exception {
        file("same-look", "abcd");
        file("older", "abcd");
        file("newer", "abcd");
        BlobId tree = fixture.save(source);
        for (Overwrite overwrite : Overwrite.values()) {
            target = Files.createDirectory(folder.resolve("over-" + overwrite));
            for (String name : List.of("same-look", "older", "newer")) {
                Files.writeString(target.resolve(name), "ABCD");
            }
            Files.setLastModifiedTime(target.resolve("same-look"), OLD);
            Files.setLastModifiedTime(target.resolve("older"), FileTime.from(Instant.EPOCH));

            fixture.restore(ExtractRequest.all(tree).withOverwrite(overwrite), target);

            String replaced = Stream.of("same-look", "older", "newer")
                    .filter(name -> contains(target.resolve(name), "abcd"))
                    .toList()
                    .toString();
            assertThat(replaced)
                    .as(overwrite.word())
                    .isEqualTo(
                            switch (overwrite) {
                                case ALWAYS -> "[same-look, older, newer]";
                                case IF_CHANGED -> "[older, newer]";
                                case IF_NEWER -> "[older]";
                                case NEVER -> "[]";
                            });
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void neverWritesThroughLinksThatAreThere() throws Exception {
        file("dir/file", "inside");
        file("link", "a file in the snapshot");
        BlobId tree = fixture.save(source);
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "untouched");
        Files.createDirectories(target);
        Files.createSymbolicLink(target.resolve("dir"), outside);
        Files.createSymbolicLink(target.resolve("link"), outside.resolve("file"));
        // A hard link: the content must not change under its other name.
        Files.createDirectories(target.resolve("other"));
        file("other/hard", "new");
        tree = fixture.save(source);
        Files.createLink(target.resolve("other/hard"), outside.resolve("file"));

        fixture.restore(tree, target);

        assertRestored();
        assertThat(outside.resolve("file")).hasContent("untouched");
    }

    @Test
    void deletesWhatIsNotInTheSnapshotAndSelected() throws Exception {
        file("keep/a", "a");
        file("b", "b");
        BlobId tree = fixture.save(source);
        fixture.restore(tree, target);
        Files.writeString(target.resolve("keep/extra"), "");
        Files.createDirectories(target.resolve("gone/deep"));
        Files.writeString(target.resolve("gone/deep/file"), "");
        Files.writeString(target.resolve("extra.keep"), "");
        Selection notKeep = PatternSelection.excluding(List.of(PathPatterns.of(List.of("*.keep"))));
        ExtractRequest request =
                ExtractRequest.all(tree).withDeletion(Deletion.ALL).withSelection(notKeep);

        ExtractReport dry = fixture.restore(request.withDryRun(true), target);
        assertThat(dry.filesDeleted()).isEqualTo(4);
        assertThat(target.resolve("gone/deep/file")).exists();

        ExtractReport report = fixture.restore(request, target);
        assertThat(report.filesDeleted()).isEqualTo(4);
        assertThat(target.resolve("gone")).doesNotExist();
        assertThat(target.resolve("keep/extra")).doesNotExist();
        assertThat(target.resolve("extra.keep")).exists();
        Files.delete(target.resolve("extra.keep"));
        assertRestored();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        file("a/b", "12345");
        file("c", "1");
        BlobId tree = fixture.save(source);
        ExtractRequest dry = ExtractRequest.all(tree).withDryRun(true);

        ExtractReport report = fixture.restore(dry, target);

        assertThat(target).doesNotExist();
        assertThat(report.filesRestored()).isEqualTo(3);
        assertThat(report.bytesRestored()).isEqualTo(6);
        fixture.restore(tree, target);
        Files.writeString(target.resolve("c"), "2");
        fixture.restore(dry, target);
        assertThat(fixture.actions)
                .containsEntry("/c", ExtractAction.UPDATED)
                .containsEntry("/a/b", ExtractAction.UNCHANGED);
        assertThat(target.resolve("c")).hasContent("2");
    }

    @Test
    void restoresOnlyWhatIsSelected() throws Exception {
        file("a/x/1.txt", "1");
        file("a/y/2.jpg", "2");
        file("b/3.jpg", "3");
        Files.setPosixFilePermissions(source.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
        BlobId tree = fixture.save(source);
        Selection jpegs = PatternSelection.including(List.of(PathPatterns.of(List.of("/a/**/*.jpg"))));

        fixture.restore(ExtractRequest.all(tree).withSelection(jpegs), target);

        try (Stream<Path> found = Files.walk(target)) {
            assertThat(found.map(p -> target.relativize(p).toString())).containsExactly("", "a", "a/y", "a/y/2.jpg");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("a"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void aDirectoryWithContentGivesWayOnlyToADeletingRestore() throws Exception {
        file("x", "file");
        BlobId tree = fixture.save(source);
        Files.createDirectories(target.resolve("x/full"));

        ExtractReport report = fixture.restore(tree, target);
        assertThat(report.problems()).isEqualTo(1);
        assertThat(fixture.problems).singleElement().asString().contains("x").contains("not empty");
        assertThat(target.resolve("x/full")).exists();

        fixture.restore(ExtractRequest.all(tree).withDeletion(Deletion.ALL), target);
        assertRestored();
    }

    @Test
    void findsFilesAndFoldersOfASnapshot() throws Exception {
        file("a/b", noise(3, 5_000_000));
        BlobId tree = fixture.save(source);
        SnapshotFiles files = new SnapshotFiles(fixture.repository);
        var out = new ByteArrayOutputStream();

        files.copy(Objects.requireNonNull(files.find(tree, BytePath.of("a/b"))), out);

        assertThat(out.toByteArray()).isEqualTo(noise(3, 5_000_000));
        for (String absent : List.of("a/c", "a/b/c", "x")) {
            assertThatThrownBy(() -> files.find(tree, BytePath.of(absent)))
                    .hasMessageContaining("/" + absent.substring(0, 1));
        }
    }
}
