package cloud.mows.backup.schedulers.database;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.cluster.api.Execution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProvenOutputTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    private Optional<String> run(String... command) throws Exception {
        return run(shell -> new LocalCommand(shell, folder, Map.of()), command);
    }

    private Optional<String> run(Function<List<String>, CommandOutput> container, String... command) throws Exception {
        return new ProvenOutput(container, "", Duration.ZERO).run(List.of(command), taken::write);
    }

    /** What a container would answer whose connection is cut. */
    private record Played(InputStream stream, Execution end) implements CommandOutput {
        @Override
        public void close() {}
    }

    @Test
    void whatACommandPrintsComesByteByByte() throws Exception {
        assertThat(run("printf", "a b\\0c\\n%s", "it's $HOME \"*\"")).isEmpty();
        assertThat(taken.toString()).isEqualTo("a b\0c\nit's $HOME \"*\"");
    }

    @Test
    void aCommandThatPrintsNothingIsOneThatEndedWell() throws Exception {
        assertThat(run("true")).isEmpty();
        assertThat(taken.size()).isZero();
    }

    @Test
    void muchOutputIsTheSame() throws Exception {
        assertThat(run("seq", "1", "500000")).isEmpty();
        assertThat(taken.toString())
                .startsWith("1\n2\n")
                .endsWith("\n499999\n500000\n")
                .hasSize(3_388_895);
    }

    @Test
    void anExitCodeIsToldWithTheLastWords() throws Exception {
        assertThat(run("sh", "-c", "echo rows; echo 'no such table' >&2; exit 7"))
                .contains("failed with exit code 7: no such table");
    }

    @Test
    void aCommandThatIsKilledInTheMiddleHasFailed() throws Exception {
        assertThat(run("sh", "-c", "echo rows; kill -9 $$"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("failed with exit code 137"));
    }

    @Test
    void aProgramThatIsNotThereIsTold() throws Exception {
        assertThat(run("pg_dump-of-no-version"))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("failed with exit code 127: ")
                        .contains("pg_dump-of-no-version"));
    }

    @Test
    void whereverTheConnectionIsCutItIsNotAll() throws Exception {
        byte[] all;
        try (LocalCommand whole = new LocalCommand(shell("echo", "some rows"), folder, Map.of())) {
            all = whole.stream().readAllBytes();
        }
        for (int length = 0; length < all.length; length++) {
            InputStream cut = new ByteArrayInputStream(Arrays.copyOf(all, length));
            Execution torn = new Execution.NotRunning("the connection to it ended: going away");
            assertThat(run(_ -> new Played(cut, torn), "echo", "some rows"))
                    .as("after %d bytes", length)
                    .hasValueSatisfying(why -> assertThat(why).endsWith(": the connection to it ended: going away"));
        }
    }

    @Test
    void whatIsChangedOnTheWayIsNotAll() throws Exception {
        byte[] all;
        try (LocalCommand whole = new LocalCommand(shell("echo", "some rows"), folder, Map.of())) {
            all = whole.stream().readAllBytes();
        }
        all[0] ^= 1;
        assertThat(run(_ -> new Played(new ByteArrayInputStream(all), new Execution.Ended(0, "")), "echo"))
                .contains("printed something else than what came here");
    }

    @Test
    void whatMayNotBeRunSaysWhy() throws Exception {
        assertThat(run(_ -> new Played(InputStream.nullInputStream(), new Execution.Forbidden("403")), "echo"))
                .contains("could not be run: 403");
    }

    @Test
    void aStreamThatBreaksIsNotAll() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThat(run(_ -> new Played(broken, new Execution.NotRunning("gone")), "echo"))
                .contains("could not be run: connection reset: gone");
    }

    @Test
    void aCommandWhoseConnectionIsLostBeforeItPrintedIsRunAgain() throws Exception {
        Execution lost = new Execution.NotRunning("the connection to it ended");
        Iterator<CommandOutput> outputs = List.of(
                        new Played(InputStream.nullInputStream(), lost),
                        new Played(InputStream.nullInputStream(), lost),
                        new LocalCommand(shell("echo", "rows"), folder, Map.of()))
                .iterator();
        assertThat(run(_ -> outputs.next(), "echo", "rows")).isEmpty();
        assertThat(taken.toString()).isEqualTo("rows\n");
    }

    @Test
    void whatWasTakenIsNotTakenAgain() throws Exception {
        byte[] much = new byte[1000];
        Iterator<CommandOutput> outputs = List.<CommandOutput>of(
                        new Played(new ByteArrayInputStream(much), new Execution.NotRunning("gone")))
                .iterator();
        assertThat(run(_ -> outputs.next(), "echo")).contains("was cut off before its end: gone");
    }

    private List<String> shell(String... command) throws Exception {
        List<List<String>> seen = new java.util.ArrayList<>();
        run(
                asked -> {
                    seen.add(asked);
                    return new Played(InputStream.nullInputStream(), new Execution.Ended(0, ""));
                },
                command);
        return seen.getFirst();
    }
}
