package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print, saved beside files. */
final class CommandFilesTest {
    private static final String SHOP = output("/databases/main/shop.dump", "seq 200000");

    @TempDir
    Path folder;

    private CommandRun mows;
    private Path source;

    @BeforeEach
    void make() throws IOException {
        mows = new CommandRun(folder);
        source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("plain"), "plain");
        assertThat(mows.run("init").exitCode()).isZero();
    }

    private static String output(String path, String script) {
        return "--with-output={\"path\":\"" + path + "\",\"command\":[\"sh\",\"-c\",\"" + script + "\"]}";
    }

    private List<String> listed() {
        return mows.run("ls", "-q", "latest").out().lines().toList();
    }

    private Result backup(String... arguments) {
        List<String> all = new ArrayList<>(List.of("backup", "--json"));
        all.addAll(List.of(arguments));
        return mows.run(all.toArray(String[]::new));
    }

    @Test
    void isInOneSnapshotWithTheFiles() {
        Result first = backup(SHOP, source.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(listed()).contains("/databases/main/shop.dump", source + "/plain");
        assertThat(mows.run("dump", "latest", "/databases/main/shop.dump").out())
                .startsWith("1\n2\n")
                .endsWith("\n200000\n");
        assertThat(mows.run("snapshots", "--json").out())
                .contains("\"paths\":[\"/databases/main\",\"" + source + "\"]");

        // Of two of one time, either is the latest.
        Result second = backup(
                "--time=2030-01-01 12:00:00",
                SHOP,
                output("/databases/main/blog.dump", "echo blog"),
                source.toString());
        assertThat(second.out()).as("compared with the first").contains("\"files_unmodified\":1");
        assertThat(mows.run("dump", "latest", "/databases/main/blog.dump").out())
                .isEqualTo("blog\n");
    }

    @Test
    void thatOfACommandThatFailsIsLeftOutAndReportedWithItsLastWords() {
        Result result = backup(
                SHOP,
                output("/databases/main/blog.dump", "seq 100000; echo the server went away >&2; exit 7"),
                "--with-output={\"path\":\"/databases/main/x\",\"command\":[\"no-such-program\"]}",
                source.toString());
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out() + result.err())
                .contains(
                        "/databases/main/blog.dump: the command 'sh' failed with exit code 7: the server went away",
                        "the command 'no-such-program' cannot be started: is it installed?");
        assertThat(listed())
                .contains("/databases/main/shop.dump", source + "/plain")
                .doesNotContain("/databases/main/blog.dump", "/databases/main/x");
    }

    @Test
    void aCommandThatIsKilledHasFailed() {
        Result result = backup(output("/databases/main/blog.dump", "seq 100000; kill -9 $$"), source.toString());
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(listed()).contains(source + "/plain").doesNotContain("/databases/main/blog.dump");
    }

    @Test
    void whereAllOfThemFailAndThereIsNothingElseThereIsNoSnapshot() {
        Result result = backup(
                output("/databases/main/a.dump", "echo no >&2; exit 1"),
                output("/databases/main/b.dump", "echo no >&2; exit 1"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("failed with exit code 1: no");
        assertThat(mows.run("snapshots", "--json").out()).isEqualTo("[]\n");
    }

    @Test
    void refusesWhatCannotBe() {
        for (String wrong : List.of(
                "--with-output={}",
                "--with-output={\"path\":\"/a\",\"command\":[\"true\"]}",
                "--with-output={\"path\":\"a/b\",\"command\":[\"true\"]}",
                "--with-output={\"path\":\"/a/b\",\"command\":[]}",
                "--with-output={\"path\":\"/a/b\",\"command\":[\"true\"],\"environment\":{}}",
                "--with-output=nothing",
                output(source + "/shop.dump", "true"),
                output(folder + "/shop.dump", "true"))) {
            Result result = backup(wrong, source.toString());
            assertThat(result.exitCode()).as(wrong).isEqualTo(1);
            assertThat(result.err()).contains("--with-output").doesNotContain("fault of MOWS Backup");
        }
        assertThat(mows.withInput("x").run("backup", "--stdin", SHOP).exitCode())
                .isEqualTo(1);
    }
}
