package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.cluster.api.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command of this machine, in place of one in a container: the same shell, without the API server between. */
final class LocalCommand implements CommandOutput {
    private final Process process;
    private final Path errors;

    LocalCommand(List<String> command, Path folder, Map<String, String> environment) {
        try {
            errors = Files.createTempFile(folder, "errors", "");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    @Override
    public InputStream stream() {
        return process.getInputStream();
    }

    @Override
    public Execution end() throws InterruptedException {
        int code = process.waitFor();
        try {
            return new Execution.Ended(code, Files.readString(errors, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
