package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the Job that looks for damage in a repository of a cluster calls it. */
final class MoverCheckTest {
    @TempDir
    Path folder;

    @Test
    void damageIsAFindingAndToldInOneLine() throws Exception {
        CommandRun run = new CommandRun(folder);
        assertThat(run.run("init").exitCode()).isZero();
        assertThat(run.withInput("content")
                        .run("backup", "--stdin", "--stdin-filename=file")
                        .exitCode())
                .isZero();
        Result whole = run.run("mover", "check", "--read-data-subset=1/1", "--summary-file=summary");
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        assertThat(whole.out())
                .contains("\"errors\":0,")
                .containsPattern("\"stored_bytes\":[1-9]")
                .doesNotContain("first");
        assertThat(Files.readString(folder.resolve("summary"))).isEqualTo(whole.out());

        try (Stream<Path> files = Files.walk(folder)) {
            for (Path pack : files.filter(file -> file.toString().contains("/data/") && Files.isRegularFile(file))
                    .toList()) {
                Files.delete(pack);
            }
        }
        Result damaged = run.run("mover", "check", "--summary-file=summary");
        assertThat(damaged.exitCode()).isEqualTo(3);
        assertThat(damaged.out()).contains("\"first\":\"pack ").doesNotContain("\"errors\":0");
        assertThat(damaged.err()).contains("error: pack ");
        assertThat(Files.readString(folder.resolve("summary"))).isEqualTo(damaged.out());
    }
}
