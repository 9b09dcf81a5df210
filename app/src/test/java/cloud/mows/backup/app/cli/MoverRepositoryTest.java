package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoverRepositoryTest {
    @TempDir
    Path folder;

    private static Result look(CommandRun run, String... options) {
        String[] command = new String[2 + options.length];
        command[0] = "mover";
        command[1] = "repository";
        System.arraycopy(options, 0, command, 2, options.length);
        Result result = run.run(command);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        return result;
    }

    @Test
    void makesOneWhereItMayAndOpensItFromThenOn() throws Exception {
        String made = look(new CommandRun(folder), "--initialize", "--summary-file", "summary")
                .out();
        String id = made.replaceAll(".*\"id\":\"([0-9a-f]{64})\".*\\n", "$1");
        assertThat(made)
                .isEqualTo("{\"message_type\":\"repository\",\"id\":\"" + id + "\",\"snapshots\":0,\"made\":true}\n");
        assertThat(folder.resolve("summary")).content().isEqualTo(made);
        Files.writeString(folder.resolve("file"), "x");
        assertThat(new CommandRun(folder)
                        .run("backup", folder.resolve("file").toString())
                        .exitCode())
                .isZero();
        assertThat(look(new CommandRun(folder), "--initialize").out())
                .isEqualTo("{\"message_type\":\"repository\",\"id\":\"" + id + "\",\"snapshots\":1,\"made\":false}\n");
    }

    @Test
    void makesNoneUnlessItMay() {
        assertThat(look(new CommandRun(folder)).out())
                .isEqualTo(
                        "{\"message_type\":\"repository\",\"problem\":\"repository_missing\",\"message\":\"there is no"
                                + " repository at " + folder + "/repo\"}\n");
        assertThat(folder.resolve("repo")).doesNotExist();
    }

    @Test
    void leavesTheRemainsOfOneAlone() throws Exception {
        look(new CommandRun(folder), "--initialize");
        Files.delete(folder.resolve("repo/config"));
        assertThat(look(new CommandRun(folder), "--initialize").out())
                .contains("\"problem\":\"repository_exists\"", "lost its config?");
        assertThat(folder.resolve("repo/config")).doesNotExist();
    }

    @Test
    void aWrongPasswordIsAFinding() {
        look(new CommandRun(folder), "--initialize");
        assertThat(look(new CommandRun(folder).with("RESTIC_PASSWORD", "falsch"), "--initialize")
                        .out())
                .contains("\"problem\":\"wrong_password\"")
                .doesNotContain("falsch");
    }

    @Test
    void aStorageThatDoesNotAnswerIsGivenUp() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        String address = "rest:http://127.0.0.1:" + port + "/";
        Result result = look(new CommandRun(folder).with("RESTIC_REPOSITORY", address), "--give-up-after", "1s");
        assertThat(result.out()).contains("\"problem\":\"storage\"", "gave up after 1 s", "127.0.0.1:" + port);
    }

    /** Whatever the moment of giving up finds it at. */
    @Test
    void givingUpEndsInAFindingAtAnyMoment() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        CommandRun run = new CommandRun(folder).with("RESTIC_REPOSITORY", "rest:http://127.0.0.1:" + port + "/");
        for (int millis = 0; millis <= 60; millis += 2) {
            assertThat(look(run, "--give-up-after", millis + "ms").out())
                    .as("after %d ms", millis)
                    .contains("\"problem\":\"storage\"");
        }
    }

    @Test
    void nobodyIsToldOfIt() {
        assertThat(new CommandRun(folder).run("help").out()).doesNotContain("mover");
        assertThat(new CommandRun(folder).run("completion", "bash").out()).doesNotContain("mover");
    }
}
