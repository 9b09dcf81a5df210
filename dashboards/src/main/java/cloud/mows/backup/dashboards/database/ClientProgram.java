package cloud.mows.backup.dashboards.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Asks something of a server by a program of its own, which answers soon or is ended. */
final class ClientProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BYTES_MAX = 8 << 20;

    private ClientProgram() {}

    /** How it went. */
    sealed interface Result {
        record Answered(String output) implements Result {}

        /** @param why its last words */
        record Failed(String why) implements Result {}

        record Missing(String program) implements Result {}
    }

    static Result run(List<String> command) {
        Process process;
        try {
            process =
                    new ProcessBuilder(command).directory(Path.of("/").toFile()).start();
        } catch (IOException e) {
            return new Result.Missing(command.getFirst());
        }
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            process.getOutputStream().close();
            CompletableFuture<String> output =
                    CompletableFuture.supplyAsync(() -> read(process.getInputStream()), readers);
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), readers);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                return new Result.Failed("it did not answer within " + PATIENCE.toSeconds() + " s");
            }
            String said = String.join("; ", errors.join().strip().lines().toList());
            if (process.exitValue() == 0) {
                return new Result.Answered(output.join());
            }
            // By runuser, a program that is not there is its child's end.
            return process.exitValue() == 127
                    ? new Result.Missing(
                            command.contains("--") ? command.get(command.indexOf("--") + 1) : command.getFirst())
                    : new Result.Failed(said.isEmpty() ? "exit code " + process.exitValue() : said);
        } catch (IOException | UncheckedIOException e) {
            return new Result.Failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Failed("interrupted");
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
