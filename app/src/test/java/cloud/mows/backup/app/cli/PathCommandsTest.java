package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths with {@code ..} and names that are not UTF-8: {@code caf\xe9}, which stands as {@code caf\udce9} in strings. */
final class PathCommandsTest {
    private static final String ODD = "caf\udce9";

    @TempDir
    Path folder;

    private CommandRun mows;
    private Path source;

    @BeforeEach
    void make() throws IOException {
        mows = new CommandRun(folder);
        source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("plain"), "plain");
        Files.writeString(source.resolve(JavaPaths.of(ODD)), "odd");
        succeed("init");
    }

    private String succeed(String... arguments) {
        Result result = mows.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return result.out();
    }

    private void refuses(String message, String... arguments) {
        Result result = mows.run(arguments);
        assertThat(result.err()).contains(message).doesNotContain("fault of MOWS Backup");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private List<String> listed(String... more) {
        String[] arguments = new String[more.length + 2];
        System.arraycopy(new String[] {"ls", "-q"}, 0, arguments, 0, 2);
        System.arraycopy(more, 0, arguments, 2, more.length);
        return succeed(arguments).lines().toList();
    }

    @Test
    void absoluteTargetsAreCleanedInTheTreeAndInTheRecord() {
        succeed("backup", "-q", source + "/../nowhere/.././source/");
        assertThat(listed("latest"))
                .contains(source + "/plain")
                .noneMatch(path -> path.contains("..") || path.contains("nowhere"));
        assertThat(succeed("snapshots", "--json")).contains("\"paths\":[\"" + source + "\"]");
        assertThat(succeed("backup", source.toString()))
                .as("it finds its parent")
                .contains("using parent snapshot");
        assertThat(succeed("snapshots", "-c", "--path", folder + "/x/../source"))
                .contains("2 snapshots");
        assertThat(succeed("snapshots", "-c", "--path", "x/.././source")).contains("2 snapshots");
        assertThat(succeed("forget", "--keep-last", "1", "--path", source + "/."))
                .contains("remove 1 snapshots");
    }

    /** Velero takes the first for success, so nothing else may say it. */
    @Test
    void anEmptyWorkingDirectoryIsToldFromOneThatIsNotThere() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        CommandRun inside = new CommandRun(empty)
                .with("RESTIC_REPOSITORY", folder.resolve("repo").toString())
                .with("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
        Result nothing = inside.run("backup", ".");
        assertThat(nothing.exitCode()).isOne();
        assertThat(nothing.err())
                .isEqualTo("mows-backup: nothing is in " + empty + ", so there is nothing to save\n"
                        + "Fatal: unable to save snapshot: snapshot is empty\n"
                        + "  hint: for a snapshot of an empty directory name it by its absolute path\n");
        assertThat(inside.run("backup", ".", "absent").err())
                .contains("nothing of what should be saved is there")
                .doesNotContain("snapshot is empty");
        assertThat(inside.run("backup", empty.toString()).exitCode()).isZero();
        for (int i = 0; i < 2; i++) {
            Files.writeString(empty.resolve("note" + i), "one");
        }
        assertThat(inside.run("backup", ".", "--exclude", "*").err()).doesNotContain("snapshot is empty");
        inside.withClock(InstantSource.fixed(CommandRun.NOW.plusSeconds(1)));
        assertThat(inside.run("backup", ".").exitCode()).isZero();
        assertThat(inside.run("ls", "-q", "latest").out()).startsWith("/note0\n");
        for (int i = 0; i < 2; i++) {
            Files.delete(empty.resolve("note" + i));
        }
        assertThat(inside.run("backup", ".").err())
                .as("what was lost is told instead")
                .contains("is empty")
                .doesNotContain("snapshot is empty");
    }

    @Test
    void commandsThatTakeOneSnapshotCleanPathsToo() {
        succeed("backup", "-q", source.toString());
        String place = folder + "/x/../source";
        assertThat(listed("latest:" + place)).contains("/plain");
        assertThat(listed("latest", place)).contains(source + "/plain");
        assertThat(listed("--path", place, "latest")).contains(source + "/plain");
        assertThat(succeed("dump", "latest", place + "/./plain")).isEqualTo("plain");
        assertThat(succeed("dump", "--path", "source/../source", "latest:/../" + source, "../plain"))
                .isEqualTo("plain");
        succeed("restore", "-q", "latest:" + place, "--path", place, "--target", folder + "/back");
        assertThat(folder.resolve("back/plain")).hasContent("plain");
    }

    @Test
    void theNameOfAStreamIsCleaned() {
        mows.withInput("data");
        succeed("backup", "-q", "--stdin", "--stdin-filename", "../a/./../b/c");
        assertThat(listed("latest")).containsExactly("/b", "/b/c");
        assertThat(succeed("snapshots", "--json")).contains("\"paths\":[\"/b/c\"]");
        for (String name : List.of("", ".", "..", "/", "a/..")) {
            refuses("is not the name of a file", "backup", "--stdin", "--stdin-filename", name);
        }
        succeed("backup", "-q", "--stdin", "--stdin-filename", ODD, "--time", "2026-11-22 13:00:00");
        assertThat(succeed("dump", "latest", ODD)).isEqualTo("data");
    }

    @Test
    void anEmptyPathIsNotTheWorkingDirectory() {
        refuses("is empty", "backup", "");
    }

    @Test
    void nothingAboveTheRootEmptiesTheMachine() {
        succeed("backup", "-q", source.toString());
        for (String root : List.of("/..", "/tmp/..", "/./tmp/../..")) {
            refuses("it would empty the machine", "restore", "latest", "--delete", "--target", root, "--dry-run");
        }
    }

    @Test
    void listsOfPathsMayHoldAnything() throws IOException {
        Path list = folder.resolve("list");
        Files.write(list, (source + "/../source/caf\u00e9\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        for (String option : List.of("--files-from", "--files-from-verbatim")) {
            succeed("backup", "-q", option, list.toString());
            assertThat(succeed("dump", "latest", source + "/" + ODD)).isEqualTo("odd");
            assertThat(succeed("snapshots", "--json", "latest")).contains("[\"" + source + "/caf\ufffd\"]");
        }
        Files.writeString(list, source + "/ca*\n" + folder + "/sour[c]e/../*/pl?in\n");
        succeed("backup", "-q", "--files-from", list.toString(), "--time", "2026-11-22 13:00:00");
        assertThat(succeed("dump", "latest", source + "/" + ODD)).isEqualTo("odd");
        assertThat(succeed("dump", "latest", source + "/plain")).isEqualTo("plain");
    }

    @Test
    void whatIsNotTextIsRecordedAsResticRecordsIt() {
        Result backup = mows.run(
                "backup",
                source + "/" + ODD,
                source + "/plain",
                "--tag",
                "t\udcff",
                "--host",
                "h\udc80",
                "--exclude",
                "x\udcc3");
        assertThat(backup.exitCode()).isZero();
        assertThat(succeed("snapshots", "--json"))
                .contains("\"paths\":[\"" + source + "/caf\ufffd\",\"" + source + "/plain\"]")
                .contains("\"hostname\":\"h\ufffd\"")
                .contains("\"excludes\":[\"x\ufffd\"]")
                .contains("\"tags\":[\"t\ufffd\"]");
        assertThat(succeed("snapshots", "--host", "h\udc80", "--tag", "t\udcff", "--path", source + "/" + ODD))
                .contains("1 snapshots");
        assertThat(succeed("forget", "--keep-tag", "t\udcff", "--host", "h\udc80", "--dry-run"))
                .contains("keep 1 snapshots");
        assertThat(succeed("tag", "--remove", "t\udcff", "latest")).contains("modified 1 snapshot");
    }

    @Test
    void pathsWithControlCharactersAreRecordedAsTheyAre() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a\nb"));
        succeed("backup", "-q", odd.toString());
        assertThat(succeed("snapshots", "--json")).contains("/a\\nb\"]");
        assertThat(succeed("snapshots", "--path", odd.toString()))
                .contains("/a\\x0ab")
                .contains("1 snapshots");
    }
}
