package cloud.mows.backup.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running process whose output goes into files. Closing kills it. */
public final class Started implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration CONDITION_PATIENCE = Duration.ofMinutes(1);
    private static final int TEXT_BYTES_MAX = 1 << 20;

    private final String command;
    private final Process process;
    private final Path output;
    private final Path errors;
    private final long startedAt = System.nanoTime();

    private Started(String command, Process process, Path output, Path errors) {
        this.command = command;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static Started start(ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("e2e", ".out");
            Path errors = Files.createTempFile("e2e", ".err");
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            return new Started(String.join(" ", builder.command()), builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What the process reads. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Any signal, by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start().waitFor();
    }

    /** Stops it where it is, for {@code CONT} to go on. Returns when none of its threads runs any more, or it has ended. */
    void holdUp() throws IOException, InterruptedException {
        signal("STOP");
        long giveUpAt = System.nanoTime() + CONDITION_PATIENCE.toNanos();
        while (isAlive() && !isHeldUp()) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError("it could not be stopped: " + command);
            }
            Thread.sleep(1);
        }
    }

    private boolean isHeldUp() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid()), "task"))) {
            for (Path thread : threads) {
                String stat = Files.readString(thread.resolve("stat"));
                // After its name, which may hold anything.
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            // A thread, or all of them, has ended meanwhile.
            return false;
        }
    }

    /** Waits until {@code condition} is true; fails if the process ends before, or after a minute. */
    Started until(String what, BooleanSupplier condition) throws InterruptedException {
        long giveUpAt = System.nanoTime() + CONDITION_PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (endsWithin(Duration.ofMillis(10)) && !condition.getAsBoolean()) {
                throw new AssertionError("it ended before " + what + ": " + finish());
            }
            if (System.nanoTime() > giveUpAt) {
                kill();
                throw new AssertionError("it took too long until " + what + ": " + finish());
            }
        }
        return this;
    }

    /** Waits until it has printed something. */
    public Started untilPrinted(String text) throws InterruptedException {
        return until("it prints '" + text + "'", () -> text(output).contains(text));
    }

    /** What it has said on standard error by now. */
    public String errors() {
        return text(errors);
    }

    /** What it has said on standard output by now. */
    public String output() {
        return text(output);
    }

    /** Waits for the end. */
    public Finished finish() throws InterruptedException {
        return finish(PATIENCE);
    }

    Finished finish(Duration patience) throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It ended without reading what it was given.
        }
        if (!endsWithin(patience)) {
            kill();
            throw new AssertionError("it did not end within " + patience + ": " + left());
        }
        return left();
    }

    private Finished left() {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        return new Finished(command, process.exitValue(), text(output), text(errors), took);
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
