package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The option {@code --summary-file}: whoever starts a command as a Job reads there what came of it. */
final class SummaryFile {
    private @Nullable Path file;

    void declare(OptionSet options, String help) {
        options.value("--summary-file", "<file>", help, value -> file = JavaPaths.of(value));
    }

    boolean isNamed() {
        return file != null;
    }

    /** Writes one line, if a file was named. */
    void write(Session session, Json summary) throws IOException {
        if (file != null) {
            Files.writeString(session.environment().folder().resolve(file), summary + "\n");
        }
    }
}
