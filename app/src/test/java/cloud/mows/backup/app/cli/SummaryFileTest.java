package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SummaryFileTest {
    @TempDir
    Path folder;

    private Path summary;

    @BeforeEach
    void save() throws Exception {
        Files.writeString(folder.resolve("file"), "text");
        summary = folder.resolve("summary.json");
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
    }

    private Result backup(String... paths) {
        String[] command = new String[3 + paths.length];
        command[0] = "backup";
        command[1] = "--summary-file";
        command[2] = summary.getFileName().toString();
        System.arraycopy(paths, 0, command, 3, paths.length);
        return new CommandRun(folder).run(command);
    }

    @Test
    void holdsWhatJsonPrints() throws Exception {
        Result saved = backup(folder.resolve("file").toString());
        assertThat(saved.exitCode()).isZero();
        assertThat(saved.out()).contains("snapshot").doesNotContain("message_type");
        assertThat(summary)
                .content()
                .startsWith("{\"message_type\":\"summary\"")
                .contains("\"total_files_processed\":1", "\"total_bytes_processed\":4", "\"snapshot_id\":\"")
                .doesNotContain("error")
                .endsWith("}\n");
    }

    @Test
    void namesTheFirstThingThatIsMissing() {
        Result saved =
                backup(folder.resolve("file").toString(), folder.resolve("gone").toString());
        assertThat(saved.exitCode()).isEqualTo(3);
        assertThat(summary)
                .content()
                .contains("\"snapshot_id\":\"", "\"error_count\":1", "\"first_error\":\"" + folder.resolve("gone"));
    }

    @Test
    void isNotWrittenWithoutASnapshot() {
        assertThat(backup(folder.resolve("gone").toString()).exitCode()).isOne();
        assertThat(summary).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() {
        summary = folder.resolve("file/summary.json");
        Result saved = new CommandRun(folder)
                .run(
                        "backup",
                        "--summary-file",
                        summary.toString(),
                        folder.resolve("file").toString());
        assertThat(saved.exitCode()).isOne();
        assertThat(saved.err()).contains(summary.toString());
        assertThat(new CommandRun(folder).run("snapshots").out()).endsWith("1 snapshots\n");
    }
}
