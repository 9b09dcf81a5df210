package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code restore}, {@code dump}, and what {@code backup} leaves out and refuses. */
class RestoreCommandsTest {
    private static final FileTime OLD = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z"));
    private static final String LONG_NAME = "n".repeat(120) + "-ü";

    @TempDir
    Path folder;

    private Path data;

    private CommandRun.Result run(String... arguments) {
        return new CommandRun(folder).run(arguments);
    }

    private void succeeds(String... arguments) {
        CommandRun.Result result = run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @BeforeEach
    void save() throws Exception {
        data = Files.createDirectories(folder.resolve("data/sub")).getParent();
        Files.writeString(data.resolve("a.txt"), "text");
        Files.writeString(data.resolve("b.tmp"), "temporary");
        Files.writeString(data.resolve("sub/large"), "x".repeat(3_000_000));
        Files.writeString(data.resolve("sub/" + LONG_NAME), "long");
        Files.createLink(data.resolve("sub/hard"), data.resolve("a.txt"));
        Files.createSymbolicLink(data.resolve("sub/link"), Path.of("../a.txt"));
        Files.setLastModifiedTime(data.resolve("a.txt"), OLD);
        succeeds("init");
        succeeds("backup", data.toString());
    }

    @Test
    void restoresASubfolder() throws Exception {
        CommandRun.Result result = run("restore", "latest:" + data, "--target", "out", "--verify");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("Restored 7 files and directories").contains("verified 4");
        assertThat(folder.resolve("out/sub/hard")).hasContent("text");
        assertThat(Files.getLastModifiedTime(folder.resolve("out/a.txt"))).isEqualTo(OLD);
    }

    @Test
    void tellsScriptsWhatItDid() {
        succeeds("restore", "latest:" + data, "-t", "out");

        CommandRun.Result result = run("restore", "latest:" + data, "-t", "out", "--json", "--exclude", "*.tmp");

        assertThat(result.out().lines().toList().getLast())
                .isEqualTo("{\"message_type\":\"summary\",\"seconds_elapsed\":0,\"total_files\":6,\"files_restored\":3,"
                        + "\"files_skipped\":3,\"files_deleted\":0,\"total_bytes\":3000008,\"bytes_restored\":0,"
                        + "\"bytes_skipped\":3000008,\"error_count\":0}");
    }

    @Test
    void refusesWhatContradictsItself() {
        assertThat(run("restore", "latest").err()).contains("--target");
        assertThat(run("restore", "latest", "-t", "/", "--delete").err()).contains("--include or --exclude");
        assertThat(run("restore", "latest", "-t", "x", "-i", "a", "-e", "b").err())
                .contains("cannot be used together");
        assertThat(run("restore", "latest", "-t", "x", "-e", "[").err()).contains("'['");
        assertThat(run("restore", "latest", "-t", "x", "--overwrite", "often").err())
                .contains("if-changed");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void saysWhichPatternMatchesNothing() throws Exception {
        for (List<String> patterns : List.of(
                List.of("--include", "*.jpg"),
                List.of("--iinclude", "*.JPG"),
                List.of("--include", "*.jpg", "--include", "*.png"),
                List.of("--include", "*.jpg", "--dry-run"))) {
            List<String> command = new ArrayList<>(List.of("restore", "latest:" + data, "-t", "out"));
            command.addAll(patterns);
            CommandRun.Result refused = run(command.toArray(String[]::new));
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err())
                    .startsWith("mows-backup: nothing in the snapshot matches '" + patterns.get(1) + "'")
                    .contains("hint: nothing was changed");
        }
        assertThat(run("restore", "latest:" + data, "-t", "out", "--exclude", "*")
                        .err())
                .startsWith("mows-backup: the patterns leave nothing to restore\n");
        assertThat(run("restore", "latest:" + data, "-t", "out", "-i", "*.txt", "-i", "!a.*")
                        .err())
                .startsWith("mows-backup: the patterns leave nothing to restore\n");
        assertThat(folder.resolve("out")).doesNotExist();

        CommandRun.Result some =
                run("restore", "latest:" + data, "-t", "out", "-i", "*.jpg", "-i", "A.TXT", "-i", "a.*");
        assertThat(some.exitCode()).isOne();
        assertThat(some.err())
                .isEqualTo("error: nothing in the snapshot matches '*.jpg'\n"
                        + "error: nothing in the snapshot matches 'A.TXT'\n"
                        + "2 errors: the restore is not complete; what is named above is missing or wrong, everything else is"
                        + " there\n");
        assertThat(folder.resolve("out").toFile().list()).containsExactly("a.txt");
        CommandRun.Result json = run("restore", "latest:" + data, "-t", "out", "-i", "*.jpg", "-i", "a.*", "--json");
        assertThat(json.exitCode()).isOne();
        assertThat(json.err()).contains("\"message\":\"nothing in the snapshot matches '*.jpg'\"");
        assertThat(json.out()).contains("\"error_count\":1}");
        succeeds("restore", "latest:" + data, "-t", "out", "-i", "a.*", "-i", "!x");
        succeeds("restore", "latest:" + data, "-t", "out", "-e", "*.jpg");
    }

    /** Also not what only the pattern that matches nothing would take, or what another one would. */
    @Test
    void deletesNothingForAPatternThatMatchesNothing() throws Exception {
        succeeds("restore", "latest:" + data, "-t", "out");
        Path photo = Files.writeString(folder.resolve("out/only.jpg"), "here");
        Path text = Files.writeString(folder.resolve("out/only.txt"), "here");
        for (String[] patterns :
                new String[][] {{"-i", "*.jpg"}, {"-i", "*.jpg", "-i", "*.txt"}, {"-i", "/only.jpg"}}) {
            List<String> command = new ArrayList<>(List.of("restore", "latest:" + data, "-t", "out", "--delete"));
            command.addAll(List.of(patterns));
            CommandRun.Result refused = run(command.toArray(String[]::new));
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("nothing in the snapshot matches '", "nothing was changed");
            assertThat(photo).exists();
            assertThat(text).exists();
        }
        succeeds("restore", "latest:" + data, "-t", "out", "--delete", "-i", "*.txt");
        assertThat(photo).exists();
        assertThat(text).doesNotExist();
    }

    @Test
    void restoresIntoNoFile() {
        CommandRun.Result result = run("restore", "latest", "-t", "data/a.txt");
        assertThat(result.exitCode()).isOne();
        assertThat(result.err())
                .isEqualTo("mows-backup: cannot restore to data/a.txt: it is no folder\n"
                        + "  hint: choose a folder with --target\n");
        assertThat(data.resolve("a.txt")).hasContent("text");
    }

    @Test
    void printsOneFile() {
        assertThat(run("dump", "latest", data + "/a.txt").out()).isEqualTo("text");
        CommandRun.Result absent = run("dump", "latest", data + "/absent");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("absent");
    }

    @Test
    void archivesAFolderAsTar() throws Exception {
        succeeds("dump", "latest:" + data, "/", "--target", "out.tar");

        List<String> names = new ArrayList<>();
        try (InputStream in = Files.newInputStream(folder.resolve("out.tar"));
                ArchiveInputStream<TarArchiveEntry> tar = new TarArchiveInputStream(in, "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
                switch (entry.getName()) {
                    case "a.txt" -> {
                        assertThat(tar.readAllBytes())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo("text");
                        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(OLD.toInstant());
                    }
                    case "sub/hard" -> assertThat(entry.isLink()).isTrue();
                    case "sub/link" -> assertThat(entry.getLinkName()).isEqualTo("../a.txt");
                    case "sub/large" -> assertThat(tar.readAllBytes()).hasSize(3_000_000);
                    default -> {}
                }
            }
        }
        assertThat(names)
                .containsExactly("a.txt", "b.tmp", "sub/", "sub/hard", "sub/large", "sub/link", "sub/" + LONG_NAME);
    }

    @Test
    void archivesAFolderAsZip() throws Exception {
        succeeds("dump", "latest:" + data, "sub", "--archive", "zip", "--target", "out.zip");

        try (ZipFile zip = ZipFile.builder().setPath(folder.resolve("out.zip")).get()) {
            assertThat(zip.getEntry("sub/hard").getSize()).isEqualTo(4);
            assertThat(zip.getEntry("sub/link").isUnixSymlink()).isTrue();
            assertThat(zip.getInputStream(zip.getEntry("sub/large")).readAllBytes())
                    .hasSize(3_000_000);
            assertThat(zip.getEntry("sub/" + LONG_NAME)).isInstanceOf(ArchiveEntry.class);
        }
    }

    @Test
    void aBackupLeavesOutWhatItIsTold() throws Exception {
        Files.writeString(folder.resolve("patterns"), "# not these\n*.$EXTENSION\n");
        Files.writeString(data.resolve("sub/.nobackup"), "");

        CommandRun.Result saved = new CommandRun(folder)
                .with("EXTENSION", "tmp")
                .withClock(InstantSource.fixed(CommandRun.NOW.plusSeconds(60)))
                .run("backup", data.toString(), "--exclude-file", "patterns", "--exclude-if-present", ".nobackup");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
        succeeds("restore", "latest:" + folder, "-t", "out");

        assertThat(folder.resolve("out/data").toFile().list()).containsExactlyInAnyOrder("a.txt", "sub");
        assertThat(folder.resolve("out/data/sub").toFile().list()).containsExactly(".nobackup");
    }

    @Test
    void aNamedPathThatAnExcludeHitsIsTold() {
        CommandRun.Result told = run("backup", data + "/a.txt", data + "/b.tmp", "--exclude", "*.tmp");
        assertThat(told.exitCode()).isEqualTo(3);
        assertThat(told.err())
                .startsWith(data + "/b.tmp: was named, but is left out: the exclude '*.tmp' matches it\n");
        assertThat(told.out()).containsPattern("snapshot [0-9a-f]{8} saved");
        for (String[] everything : List.of(
                new String[] {"--exclude", "DATA"},
                new String[] {"--iexclude", "DATA"},
                new String[] {"--exclude", data.toString()},
                new String[] {"--exclude", data + "/*"})) {
            CommandRun.Result refused =
                    run("backup", data.toString(), everything[0], everything[1].replace("DATA", "data"));
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err())
                    .contains("mows-backup: the excludes leave nothing of what should be saved: " + data + "\n");
        }
        assertThat(run("snapshots").out()).endsWith("2 snapshots\n");
    }

    @Test
    void aNewExcludeThatLeavesOutNearlyEverythingIsTold() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Files.createFile(data.resolve("photo" + i));
        }
        succeeds("backup", data.toString(), "--time", "2026-11-22 12:00:01");
        CommandRun.Result told = run(
                "backup", data.toString(), "--exclude", "photo*", "--time", "2026-11-22 12:00:02", "--json", "--quiet");
        assertThat(told.exitCode()).isZero();
        assertThat(told.err())
                .containsPattern("\\{\"message_type\":\"warning\",\"warning\":\\{\"message\":\"" + data
                        + ": 1000 files that snapshot [0-9a-f]{8} has there are left out now, 5 files of it stay:"
                        + " probably by a new exclude: 'photo\\*'\"\\},\"during\":\"archival\",\"item\":");
    }

    @Test
    void stopsWhereASourceIsSuddenlyEmpty() throws Exception {
        Files.move(data, folder.resolve("away"));
        Files.createDirectory(data);
        CommandRun.Result stopped = run("backup", data.toString());
        assertThat(stopped.exitCode()).isOne();
        assertThat(stopped.err())
                .containsPattern("mows-backup: " + data + " is empty; snapshot [0-9a-f]{8} of \\S+ has 5 files there\n"
                        + "  hint: .*--allow-empty-source\n");
        assertThat(run("snapshots").out()).endsWith("1 snapshots\n");
        succeeds("backup", data.toString(), "--allow-empty-source", "--time", "2026-11-22 12:00:01");
        succeeds("backup", data.toString(), "--time", "2026-11-22 12:00:02");
    }
}
