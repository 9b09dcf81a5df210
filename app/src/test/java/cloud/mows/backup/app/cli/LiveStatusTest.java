package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What long commands tell of their progress, at which rate, and when nothing. */
final class LiveStatusTest {
    @TempDir
    private Path folder;

    private final AtomicLong reads = new AtomicLong();
    /** A second passes between two looks at it. */
    private final InstantSource ticking = () -> CommandRun.NOW.plusSeconds(reads.getAndIncrement());

    @BeforeEach
    void prepare() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(files.resolve("file" + i), "content " + i);
        }
        assertThat(commands().run("init").exitCode()).isZero();
    }

    private CommandRun commands() {
        return new CommandRun(folder).withClock(ticking);
    }

    private String files() {
        return folder.resolve("files").toString();
    }

    private static long statusMessages(CommandRun.Result result) {
        return result.out()
                .lines()
                .filter(line -> line.startsWith("{\"message_type\":\"status\""))
                .count();
    }

    @Test
    void scriptsGetStatusMessagesUnlessTheyWantQuiet() {
        CommandRun.Result backup = commands().run("backup", files(), "--json");
        assertThat(backup.out().lines().findFirst().orElseThrow())
                .matches("\\{\"message_type\":\"status\",\"seconds_elapsed\":\\d+,.*\"percent_done\":[0-9.]+,"
                        + "\"total_files\":\\d+,\"files_done\":\\d+,\"total_bytes\":\\d+,\"bytes_done\":\\d+"
                        + ",\"current_files\":\\[\"[^\"]*/files/file\\d+\"]}");
        CommandRun.Result restore = commands()
                .run("restore", "latest", "--target", folder.resolve("back").toString(), "--json");
        assertThat(restore.out().lines().findFirst().orElseThrow())
                .matches("\\{\"message_type\":\"status\",\"seconds_elapsed\":\\d+,\"percent_done\":[0-9.]+,"
                        + "\"total_files\":\\d+,\"files_restored\":\\d+,\"files_skipped\":0,\"files_deleted\":0,"
                        + "\"total_bytes\":\\d+,\"bytes_restored\":\\d+,\"bytes_skipped\":0}");
        assertThat(statusMessages(commands().run("backup", files(), "--json", "--force", "--quiet")))
                .isZero();
    }

    @Test
    void theRateIsTheUsersChoice() {
        long usual = statusMessages(commands().run("backup", files(), "--json"));
        CommandRun rarely = commands().with("RESTIC_PROGRESS_FPS", "0.05");
        long few = statusMessages(rarely.run("backup", files(), "--json", "--force", "--quiet"));
        assertThat(few).as("of " + usual + ", also with --quiet").isBetween(1L, usual / 4);
        CommandRun never = commands().with("RESTIC_PROGRESS_FPS", "0.00002");
        assertThat(statusMessages(never.run("backup", files(), "--json", "--force")))
                .isZero();
    }

    @Test
    void withoutATerminalOnlyWhoAsksSeesLines() {
        assertThat(commands().run("backup", files()).err()).isEmpty();
        assertThat(commands().run("check").err()).isEmpty();
        CommandRun asking = commands().with("RESTIC_PROGRESS_FPS", "60");
        assertThat(asking.run("backup", files(), "--force").err().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("\\[\\d+:\\d\\d] .* files, .*"));
        assertThat(asking.run("check", "--read-data").err().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("\\[\\d+:\\d\\d] ([0-9.]+%  \\d+ / \\d+|\\d+).*  [a-z ]+"));
    }

    @Test
    void aRateThatIsNoNumberIsNamedAndPassedOver() {
        CommandRun.Result result =
                commands().with("RESTIC_PROGRESS_FPS", "often").run("backup", files());
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEqualTo("RESTIC_PROGRESS_FPS is no number: often\n");
    }
}
