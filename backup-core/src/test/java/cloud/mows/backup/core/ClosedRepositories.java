package cloud.mows.backup.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests that leaves a repository open: its temporary index, named after this process, stays then. */
public final class ClosedRepositories implements AfterAllCallback {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String INDEX =
            "mows-backup-index" + ProcessHandle.current().pid() + "-*";

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(TEMPORARY, INDEX)) {
            indexes.forEach(left::add);
        }
        for (Path index : left) {
            remove(index);
        }
        if (!left.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left " + left.size() + " repositories open: " + left);
        }
    }

    /** So that the next class is not blamed for it. */
    private static void remove(Path index) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(index)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(index);
    }
}
