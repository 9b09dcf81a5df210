package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands as the program would, with everything around it given. */
final class CommandRun {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private String input = "";
    private InstantSource clock = InstantSource.fixed(NOW);
    private @Nullable String outputFailure;

    /** What a run left behind. */
    record Result(int exitCode, String out, String err) {}

    /** @param folder the working directory; the repository is {@code repo} in it */
    CommandRun(Path folder) {
        this.folder = folder;
        with("RESTIC_REPOSITORY", folder.resolve("repo").toString());
        with("RESTIC_PASSWORD", "geheim");
        with("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
    }

    CommandRun with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    CommandRun withInput(String text) {
        input = text;
        return this;
    }

    CommandRun withClock(InstantSource source) {
        clock = source;
        return this;
    }

    /** Nothing can be written to standard output; the kernel says why. */
    CommandRun withBrokenOutput(String reason) {
        outputFailure = reason;
        return this;
    }

    private static OutputStream broken(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                outputFailure == null ? out : broken(outputFailure),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Console.Terminal.NONE,
                clock,
                ZoneOffset.UTC);
        int exitCode = new Program(console, new Environment(Map.copyOf(variables), folder), Interruption.never())
                .run(arguments);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
