package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about some of the snapshots, and in the order that is asked for: what restic 0.17 to 0.19 added. */
final class ChoiceCommandsTest {
    @TempDir
    Path folder;

    private CommandRun mows;
    private Path source;
    private String first;
    private String second;

    @BeforeEach
    void backUpTwice() throws IOException {
        mows = new CommandRun(folder);
        source = Files.createDirectories(folder.resolve("source"));
        succeed("init");
        write("b.txt", "three", 30);
        write("a.jpg", "1", 20);
        first = backUp(0, "one");
        Files.delete(source.resolve("b.txt"));
        write("c", "second", 10);
        second = backUp(60, "two");
    }

    private void write(String name, String text, int second) throws IOException {
        Path file = Files.writeString(source.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(second)));
    }

    private String backUp(int second, String host) {
        mows.withClock(InstantSource.fixed(CommandRun.NOW.plusSeconds(second)));
        return succeed("backup", source.toString(), "--json", "--host", host)
                .lines()
                .toList()
                .getLast()
                .replaceAll(".*\"snapshot_id\":\"([0-9a-f]+)\".*", "$1");
    }

    private String succeed(String... arguments) {
        Result result = mows.run(arguments);
        assertThat(result.exitCode()).as("%s", result).isZero();
        return result.out();
    }

    private List<String> names(String... more) {
        List<String> arguments = new ArrayList<>(List.of("-q", "ls", first + ":" + source));
        arguments.addAll(List.of(more));
        return succeed(arguments.toArray(String[]::new)).lines().toList();
    }

    @Test
    void lsSorts() {
        assertThat(names()).containsExactly("/a.jpg", "/b.txt");
        assertThat(names("--reverse")).containsExactly("/b.txt", "/a.jpg");
        assertThat(names("--sort", "name")).containsExactly("/a.jpg", "/b.txt");
        assertThat(names("--sort", "size")).containsExactly("/a.jpg", "/b.txt");
        assertThat(names("-s", "size", "--reverse")).containsExactly("/b.txt", "/a.jpg");
        for (String time : List.of("time", "mtime", "atime")) {
            assertThat(names("--sort=" + time)).as(time).containsExactly("/a.jpg", "/b.txt");
        }
        assertThat(names("--sort=ctime")).hasSize(2);
        assertThat(names("--sort", "extension", "--reverse")).containsExactly("/b.txt", "/a.jpg");
        assertThat(succeed("ls", first + ":" + source, "--json", "--sort", "size", "--reverse")
                        .lines()
                        .skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"name\":\"b.txt\""),
                        line -> assertThat(line).contains("\"name\":\"a.jpg\""));
        Result wrong = mows.run("ls", "latest", "--sort", "colour");
        assertThat(wrong.exitCode()).isOne();
        assertThat(wrong.err()).contains("--sort: 'colour' is not one of name, size, time");
    }

    @Test
    void findGoesFromTheNewestOrFromTheOldest() {
        assertThat(succeed("find", "a.jpg"))
                .matches("(?s).*" + second.substring(0, 8) + ".*" + first.substring(0, 8) + ".*");
        for (String option : List.of("--reverse", "-R")) {
            assertThat(succeed("find", option, "a.jpg"))
                    .matches("(?s).*" + first.substring(0, 8) + ".*" + second.substring(0, 8) + ".*");
        }
        Result impossible = mows.run("find", "a.jpg", "--oldest", "2026-01-02", "--newest", "2026-01-01");
        assertThat(impossible.exitCode()).isOne();
        assertThat(impossible.err()).contains("--oldest is after --newest");
    }

    private List<String> packs(String... snapshots) {
        List<String> arguments = new ArrayList<>(List.of("list", "packs"));
        arguments.addAll(List.of(snapshots));
        return succeed(arguments.toArray(String[]::new)).lines().toList();
    }

    @Test
    void packsOfSnapshots() {
        List<String> ofFirst = packs(first);
        List<String> ofSecond = packs(second);
        assertThat(ofFirst).isNotEmpty().doesNotHaveDuplicates();
        assertThat(ofSecond).doesNotHaveDuplicates().isNotEqualTo(ofFirst);
        assertThat(packs(first, second)).containsExactlyInAnyOrderElementsOf(packs());
        assertThat(packs("latest")).containsExactlyInAnyOrderElementsOf(ofSecond);
        assertThat(mows.run("list", "index", "latest").err()).contains("of index all are listed");
        assertThat(mows.run("list", "packs", "00000000").exitCode()).isOne();
    }

    /** Damage in what only the second snapshot needs. */
    @Test
    void checkOfSnapshots() throws IOException {
        List<String> onlyOfSecond = new ArrayList<>(packs(second));
        onlyOfSecond.removeAll(packs(first));
        assertThat(onlyOfSecond).isNotEmpty();
        for (String name : onlyOfSecond) {
            Path pack = folder.resolve("repo/data/" + name.substring(0, 2) + "/" + name);
            byte[] bytes = Files.readAllBytes(pack);
            bytes[0] ^= 1;
            pack.toFile().setWritable(true);
            Files.write(pack, bytes);
        }
        assertFinds(0, "check", "--read-data", first);
        assertFinds(0, "check", "--read-data", "--host", "one");
        assertFinds(1, "check", "--read-data", second);
        assertFinds(1, "check", "--read-data", "latest");
        assertFinds(1, "check", "--read-data", "--host", "two");
        assertFinds(1, "check", "--read-data", "--path", source.toString());
        assertFinds(1, "check", "--read-data");
        mows.with("RESTIC_HOST", "one");
        assertFinds(1, "check", "--read-data");
        mows.with("RESTIC_HOST", "");
        Result nothing = mows.run("check", "--host", "nobody");
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err()).contains("no snapshot matches, so there is nothing to check");
        assertThat(succeed("check", first)).contains("1 snapshot, ", "no errors were found");
    }

    /** As a bucket that keeps files for a time; restic ends with 3 too. */
    @Test
    void forgetGoesOnWhereTheStorageRefuses() throws Exception {
        String kept = folder.resolve("repo/snapshots/" + first).toString();
        assumeThat(new ProcessBuilder("chattr", "+i", kept).start().waitFor())
                .as("files that cannot be removed")
                .isZero();
        try {
            Result refused = mows.run("forget", "--prune", first, second);
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.out()).isEqualTo("removed 1 snapshot\n");
            assertThat(refused.err())
                    .contains(
                            "snapshot " + first.substring(0, 8) + " could not be removed: ",
                            "mows-backup: the storage refused to remove 1 of 2 snapshots\n");
            assertThat(succeed("list", "snapshots")).isEqualTo(first + "\n");
            Result json = mows.run("forget", "--json", first);
            assertThat(json.exitCode()).isEqualTo(3);
            assertThat(json.err()).contains("{\"message_type\":\"exit_error\",\"code\":3,");
        } finally {
            new ProcessBuilder("chattr", "-i", kept).start().waitFor();
        }
        succeed("forget", "--prune", first);
    }

    private void assertFinds(int exitCode, String... arguments) {
        Result result = mows.run(arguments);
        assertThat(result.exitCode()).as("%s: %s", List.of(arguments), result).isEqualTo(exitCode);
        assertThat(result.out() + result.err())
                .contains(exitCode == 0 ? "no errors were found" : "the repository is damaged");
    }
}
