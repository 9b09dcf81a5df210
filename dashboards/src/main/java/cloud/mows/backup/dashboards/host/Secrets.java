package cloud.mows.backup.dashboards.host;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secrets that documents name. */
public final class Secrets {
    private final Path folder;

    /** @param folder of the documents */
    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** Where a secret of ours lies, as a document names it. */
    public static String passwordFile(String repository) {
        return "secrets/" + repository + ".password";
    }

    public static String credentialsFile(String repository) {
        return "secrets/" + repository + ".env";
    }

    public Path path(String file) {
        return folder.resolve(file);
    }

    public boolean has(String file) {
        return Files.exists(path(file));
    }

    public void write(String file, String secret) throws IOException {
        PrivateFiles.replace(path(file), secret.getBytes(StandardCharsets.UTF_8));
    }

    public String password(RepositorySpec repository) {
        return read(repository.passwordFile()).strip();
    }

    public Credentials credentials(RepositorySpec repository) {
        if (repository.credentialsFile() == null) {
            return Credentials.NONE;
        }
        try {
            return Credentials.decode(read(repository.credentialsFile()));
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    path(repository.credentialsFile()) + ": " + e.getMessage(),
                    "write one variable a line, as AWS_ACCESS_KEY_ID=…");
        }
    }

    public String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new BackupException(
                    ProblemCode.LOCAL_IO,
                    path(file) + " cannot be read: " + FileFailure.reason(e),
                    "without it the repository cannot be opened; the recovery words open it too");
        }
    }
}
