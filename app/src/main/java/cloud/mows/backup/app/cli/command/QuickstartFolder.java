package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Password;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The one folder that a quickstart writes into; every run makes its own. */
final class QuickstartFolder {
    private static final int RUNS_MAX = 1000;
    /** Without letters that are mistaken for each other: 32 of them, five bits each. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz023456789";

    private static final int GROUPS = 6;
    private static final int GROUP_LETTERS = 5;

    private final Path path;

    private QuickstartFolder(Path path) {
        this.path = path;
    }

    /** @param chosen where; null for the user's data folder */
    static QuickstartFolder make(Session session, @Nullable String chosen) throws IOException {
        Path base = base(session, chosen);
        Files.createDirectories(base);
        base = base.toRealPath();
        for (int run = 1; run <= RUNS_MAX; run++) {
            try {
                Path folder = base.resolve("run-" + run);
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return new QuickstartFolder(folder);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
        throw new BackupException(
                ProblemCode.FAILED, base + " holds " + RUNS_MAX + " runs already", "delete those you no longer need");
    }

    private static Path base(Session session, @Nullable String chosen) {
        if (chosen != null) {
            return session.environment().folder().resolve(chosen);
        }
        String data = session.environment().variable("XDG_DATA_HOME");
        String user = session.environment().variable("HOME");
        if (data == null && user == null) {
            throw new BackupException(ProblemCode.USAGE, "there is no home directory", "choose a folder with --to");
        }
        Path root = data != null ? Path.of(data) : Path.of(user, ".local", "share");
        return root.resolve("mows-backup").resolve("quickstart");
    }

    /** A source that holds this folder would back up the backup. */
    void requireApart(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            throw new BackupException(ProblemCode.SOURCE_MISSING, source + " is no directory", "");
        }
        if (path.startsWith(source)) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "the repository would lie inside of " + source,
                    "choose a folder elsewhere: quickstart --to /somewhere/else " + source);
        }
    }

    Path path() {
        return path;
    }

    Path repository() {
        return path.resolve("repository");
    }

    Path restored() {
        return path.resolve("restored");
    }

    Path sample() {
        return path.resolve("sample");
    }

    Path passwordFile() {
        return path.resolve("recovery-password.txt");
    }

    String passwordText() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** A new password of 150 random bits, kept in a file that only the owner reads. */
    Password makePassword(SecureRandom random) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            text.append(group == 0 ? "" : "-");
            for (int letter = 0; letter < GROUP_LETTERS; letter++) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), text + "\n", StandardCharsets.US_ASCII);
        return Password.of(text.toString());
    }
}
