package cloud.mows.backup.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests that leaves a repository open: its temporary folders, named after this process, stay then. */
public final class ClosedRepositories implements AfterAllCallback {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String OURS =
            "mows-backup-{index,cache}" + ProcessHandle.current().pid() + "-*";

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        List<Path> left = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(TEMPORARY, OURS)) {
            folders.forEach(left::add);
        }
        for (Path folder : left) {
            remove(folder);
        }
        if (!left.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " left " + left.size() + " repositories open: " + left);
        }
    }

    /** So that the next class is not blamed for it. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
