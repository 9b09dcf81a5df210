package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard output that takes nothing. */
final class OutputTest {
    private static final String FULL = "No space left on device";

    @TempDir
    Path folder;

    @BeforeEach
    void save() throws Exception {
        Files.writeString(folder.resolve("file"), "text");
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        assertThat(new CommandRun(folder)
                        .run("backup", folder.resolve("file").toString())
                        .exitCode())
                .isZero();
    }

    private String[] command(String line) {
        return Stream.of(line.split(" "))
                .map(word -> word.equals("FILE") ? folder.resolve("file").toString() : word)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "--help",
                "ls latest",
                "ls latest --json",
                "find file",
                "snapshots",
                "dump latest /",
                "diff latest latest"
            })
    void aFullDiskIsTold(String line) {
        assertThat(new CommandRun(folder)
                        .withBrokenOutput(FULL)
                        .run(command(line))
                        .exitCode())
                .isOne();
        assertThat(new CommandRun(folder)
                        .withBrokenOutput(FULL)
                        .run(command(line))
                        .err())
                .contains("standard output could not be written: No space left on device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "ls latest", "dump latest /", "backup FILE", "forget --keep-last 5"})
    void aReaderThatHadEnoughIsNoProblem(String line) {
        assertThat(new CommandRun(folder).withBrokenOutput("Broken pipe").run(command(line)))
                .isEqualTo(new Result(141, "", ""));
    }

    /** A command that changes something does it all the same. */
    @Test
    void theWorkIsDoneThoughNobodyReadsOfIt() {
        new CommandRun(folder).withBrokenOutput(FULL).run(command("backup FILE -v --json"));
        assertThat(new CommandRun(folder).run("snapshots").out()).endsWith("2 snapshots\n");
        new CommandRun(folder).withBrokenOutput("Broken pipe").run("forget", "--keep-last", "1");
        assertThat(new CommandRun(folder).run("snapshots").out()).endsWith("1 snapshots\n");
    }

    @Test
    void anotherProblemIsWhatTheExitCodeTells() {
        Result wrong = new CommandRun(folder)
                .with("RESTIC_PASSWORD", "falsch")
                .withBrokenOutput(FULL)
                .run("backup", "-v", folder.resolve("file").toString());
        assertThat(wrong.exitCode()).isEqualTo(12);
    }
}
