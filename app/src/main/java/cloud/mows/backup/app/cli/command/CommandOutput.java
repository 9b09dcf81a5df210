package cloud.mows.backup.app.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints. It is started when it is first read from, and the end of what it prints is only the end if it succeeded: else
 * reading fails with the last that it said. For one thread; closing ends the command.
 */
final class CommandOutput extends InputStream {
    /** Nothing that opens the repository: the command may run as somebody else. */
    private static final List<String> SECRETS = List.of("RESTIC_", "MOWS_BACKUP_", "AWS_");

    private static final int WORDS_BYTES_MAX = 2000;

    private final List<String> command;
    private final Path folder;
    private final Function<String, IOException> failure;
    private @Nullable Process process;
    private @Nullable Thread listener;
    private volatile String lastWords = "";

    /** @param folder that it is started in @param failure what reading fails with, from why */
    CommandOutput(List<String> command, Path folder, Function<String, IOException> failure) {
        this.command = List.copyOf(command);
        this.folder = folder;
        this.failure = failure;
    }

    /** Ends a command when this program is told to stop: nothing else ends a read of its output. */
    static void endWithUs(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-command"));
    }

    private static void stop(Process process) {
        // A shell's children hold the pipe as well. The shell first, or it would tell of their end.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
    }

    static boolean isSecret(String variable) {
        return SECRETS.stream().anyMatch(variable::startsWith);
    }

    private Process started() throws IOException {
        if (process != null) {
            return process;
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(CommandOutput::isSecret);
        Process fresh;
        try {
            fresh = builder.start();
        } catch (IOException e) {
            IOException told =
                    failure.apply("the command '" + command.getFirst() + "' cannot be started: is it installed?");
            told.addSuppressed(e);
            throw told;
        }
        endWithUs(fresh);
        fresh.getOutputStream().close();
        listener = Thread.ofVirtual().start(() -> listen(fresh.getErrorStream()));
        process = fresh;
        return fresh;
    }

    /** Keeps the end of what it says, and always takes it, so that it never waits for us. */
    private void listen(InputStream errors) {
        byte[] buffer = new byte[4096];
        try (errors) {
            for (int count; (count = errors.read(buffer)) >= 0; ) {
                String all = lastWords + new String(buffer, 0, count, StandardCharsets.UTF_8);
                lastWords = all.substring(Math.max(0, all.length() - WORDS_BYTES_MAX));
            }
        } catch (IOException e) {
            lastWords += " (and what it said then cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Process running = started();
        int count = running.getInputStream().read(into, offset, length);
        if (count < 0) {
            requireSuccess(running);
        }
        return count;
    }

    private void requireSuccess(Process ended) throws IOException {
        int exitCode;
        try {
            exitCode = ended.waitFor();
            if (listener != null) {
                listener.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the command '" + command.getFirst() + "' was interrupted", e);
        }
        if (exitCode != 0) {
            String said = String.join("; ", lastWords.strip().lines().toList());
            throw failure.apply("the command '" + command.getFirst() + "' failed with exit code " + exitCode
                    + (said.isEmpty() ? "" : ": " + said));
        }
    }

    @Override
    public void close() {
        if (process != null) {
            stop(process);
        }
    }
}
