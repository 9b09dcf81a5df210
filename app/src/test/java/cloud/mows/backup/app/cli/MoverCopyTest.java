package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoverCopyTest {
    @TempDir
    Path folder;

    private CommandRun first;
    private CommandRun second;

    @BeforeEach
    void make() {
        first = new CommandRun(folder);
        second = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("friend").toString())
                .with("RESTIC_PASSWORD", "another")
                .with("MOWS_BACKUP_FROM_REPOSITORY", folder.resolve("repo").toString())
                .with("MOWS_BACKUP_FROM_PASSWORD", "geheim");
        assertThat(first.run("init").exitCode()).isZero();
        assertThat(second.run("init").exitCode()).isZero();
    }

    private String save(String content) {
        Result saved = first.withInput(content)
                .run(
                        "backup",
                        "--stdin",
                        "--stdin-filename=/volumes/files/" + content,
                        "--tag=backup=" + content,
                        "--json");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
        Matcher id = Pattern.compile("\"snapshot_id\":\"([0-9a-f]{64})\"").matcher(saved.out());
        assertThat(id.find()).as(saved.out()).isTrue();
        return id.group(1);
    }

    @Test
    void copiesWhatIsNamedAndTellsWhereItIs() {
        String a = save("a");
        String b = save("b");
        String c = save("c");

        Result copied = second.run("mover", "copy", "--from-name=offsite", a, c);

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.out())
                .contains("\"original\":\"" + a + "\"", "\"original\":\"" + c + "\"")
                .doesNotContain(b)
                .endsWith("{\"message_type\":\"end\",\"copies\":2}\n");
        assertThat(second.run("dump", "--tag=backup=c", "latest", "/volumes/files/c")
                        .out())
                .isEqualTo("c");
        assertThat(second.run("snapshots", "--json").out())
                .contains("backup=a", "backup=c")
                .doesNotContain("backup=b");
        assertThat(second.run("check", "--read-data").exitCode()).isZero();
    }

    /** The controller asks again when it did not hear the answer. */
    @Test
    void whatIsThereAlreadyIsToldAgainAndWhatIsGoneIsNoFailure() {
        String a = save("a");
        assertThat(second.run("mover", "copy", a).exitCode()).isZero();

        Result again = second.run("mover", "copy", a, "ab".repeat(32));

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("\"original\":\"" + a + "\"", "\"copies\":1}");
        assertThat(second.run("list", "snapshots").out().lines()).hasSize(1);
    }

    @Test
    void bothHaveToBeSaid() {
        assertThat(second.run("mover", "copy").err()).contains("ids of snapshots");
        assertThat(first.run("mover", "copy", "ab".repeat(32)).err()).contains("$MOWS_BACKUP_FROM_REPOSITORY");
    }
}
