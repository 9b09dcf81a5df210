package cloud.mows.backup.dashboards.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerReads() throws Exception {
        Path file = folder.resolve("a/b/secret");

        PrivateFiles.replace(file, new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void replacesWholeAndOverWhatACrashLeft() throws Exception {
        Path file = folder.resolve("state");
        PrivateFiles.replace(file, new byte[] {1, 2, 3});
        Files.write(folder.resolve("state" + PrivateFiles.PARTIAL), new byte[] {9, 9, 9, 9, 9});

        PrivateFiles.replace(file, new byte[] {4});

        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(folder).isDirectoryNotContaining("glob:**" + PrivateFiles.PARTIAL);
    }

    @Test
    void replacesALinkAndNotWhatItLeadsTo() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "theirs");
        Path file = Files.createSymbolicLink(folder.resolve("state"), other);

        PrivateFiles.replace(file, new byte[] {4});

        assertThat(other).hasContent("theirs");
        assertThat(file).isRegularFile().hasBinaryContent(new byte[] {4});
    }
}
