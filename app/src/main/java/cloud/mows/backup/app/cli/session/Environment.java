package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process's surroundings.
 *
 * @param variables of the environment; may hold secrets, and bytes that are not UTF-8, escaped as
 *     {@link cloud.mows.backup.core.bytes.EscapedBytes} has it
 * @param folder the working directory
 */
public record Environment(Map<String, String> variables, Path folder) {
    public static Environment ofProcess() {
        return new Environment(PosixProcess.environment(System.getenv()), workingDirectory());
    }

    /** Java loses the bytes of its name if they are not UTF-8, and then takes relative paths from elsewhere. */
    private static Path workingDirectory() {
        if (System.getProperty("user.dir", "").indexOf('\ufffd') < 0) {
            return Path.of("");
        }
        try {
            return PosixProcess.workingDirectory().toPath();
        } catch (PosixException e) {
            throw new UncheckedIOException(
                    new IOException("the working directory cannot be used: " + e.getMessage(), e));
        }
    }

    /** {@code MOWS_BACKUP_name}, or {@code RESTIC_name}; null where both are unset or empty. */
    public @Nullable String setting(String name) {
        String own = variable("MOWS_BACKUP_" + name);
        return own != null ? own : variable("RESTIC_" + name);
    }

    /** A variable; null where it is unset or empty. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** {@code $XDG_CACHE_HOME}, else {@code ~/.cache}; null for a user without a home. */
    public @Nullable Path cacheHome() {
        String cache = variable("XDG_CACHE_HOME");
        if (cache != null) {
            return Path.of(cache);
        }
        String home = variable("HOME");
        return home == null ? null : Path.of(home).resolve(".cache");
    }

    @Override
    public String toString() {
        return "Environment[folder=" + folder + "]";
    }
}
