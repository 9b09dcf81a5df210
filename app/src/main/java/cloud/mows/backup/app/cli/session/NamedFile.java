package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that an option or a variable names, to be read whole.
 *
 * @param what begins a sentence: {@code the password file}, {@code --exclude-file:}
 * @param path as the user wrote it
 * @param hint what to do if it is not there
 */
public record NamedFile(String what, Path path, String hint) {
    /** One that only an option names. */
    public static NamedFile of(String option, Path path) {
        return new NamedFile(option + ":", path, "check the path");
    }

    /** @throws BackupException USAGE if it cannot be read */
    public byte[] read(Environment environment) {
        return read(environment, Integer.MAX_VALUE);
    }

    /** Its first bytes, at most so many. */
    byte[] read(Environment environment, int bytesMax) {
        Path file = environment.folder().resolve(path);
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(bytesMax);
        } catch (NoSuchFileException e) {
            throw unusable("does not exist", hint);
        } catch (IOException e) {
            if (Files.isDirectory(file)) {
                throw unusable("is a folder", "name the file in it");
            }
            if (e instanceof AccessDeniedException) {
                throw unusable("cannot be read", "check its permissions");
            }
            throw unusable("cannot be read: " + FileFailure.reason(e), hint);
        }
    }

    private BackupException unusable(String why, String then) {
        return new BackupException(ProblemCode.USAGE, what + " " + path + " " + why, then);
    }
}
