package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init --copy-chunker-params} and {@code backup --chunker}. */
class ChunkerCommandsTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void make() throws Exception {
        byte[] noise = new byte[9_000_000];
        new SplittableRandom(4).nextBytes(noise);
        file = Files.write(Files.createDirectory(folder.resolve("files")).resolve("file"), noise);
        succeed(repository("first"), "init");
    }

    private CommandRun repository(String name) {
        return new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve(name).toString());
    }

    private CommandRun copying(String name, String from) {
        return repository(name)
                .with("RESTIC_FROM_REPOSITORY", folder.resolve(from).toString())
                .with("RESTIC_FROM_PASSWORD", "geheim");
    }

    private static Result succeed(CommandRun run, String... arguments) {
        Result result = run.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private String polynomial(String name) {
        return succeed(repository(name), "cat", "config")
                .out()
                .lines()
                .filter(line -> line.contains("chunker_polynomial"))
                .findFirst()
                .orElseThrow()
                .replace(",", "");
    }

    @Test
    void theParametersOfAnotherRepositoryAreCopied() {
        Result made = succeed(copying("second", "first"), "init", "--copy-chunker-params");
        assertThat(made.out()).contains("cuts files by a key of its own, which is not copied");
        assertThat(polynomial("second")).isEqualTo(polynomial("first"));
        succeed(repository("third"), "init");
        assertThat(polynomial("third")).isNotEqualTo(polynomial("first"));
        String option = folder.resolve("first").toString();
        CommandRun byOption = repository("fourth").with("RESTIC_FROM_PASSWORD", "geheim");
        succeed(byOption, "init", "--from-repo", option, "--copy-chunker-params");
        assertThat(polynomial("fourth")).isEqualTo(polynomial("first"));
    }

    @Test
    void theChunkerCanBeChosen() {
        String path = file.getParent().toString();
        succeed(repository("first"), "backup", path);
        Result rabin = succeed(repository("first"), "backup", "--json", "--force", "--chunker", "rabin", path);
        assertThat(rabin.out()).contains("\"data_blobs\":").doesNotContain("\"data_blobs\":0,");
        Result goesOn = succeed(repository("first"), "backup", "--json", "--force", path);
        assertThat(goesOn.out()).as("as the one before").contains("\"data_blobs\":0,");
        Result gear = succeed(repository("first"), "backup", "--json", "--force", "--chunker", "gear", path);
        assertThat(gear.out()).contains("\"data_blobs\":0,");
        Result odd = repository("first").run("backup", "--chunker", "odd", path);
        assertThat(odd.exitCode()).isOne();
        assertThat(odd.err()).contains("the chunker is auto, gear, rabin or fixed, not 'odd'");
    }
}
