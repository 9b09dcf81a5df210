package cloud.mows.backup.core.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.storage.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFailuresTest {
    @TempDir
    private Path root;

    @Test
    void whatTheSystemSaysIsTranslated() {
        assertThat(translate(new IOException("No space left on device"))).isInstanceOf(StorageException.Full.class);
        assertThat(translate(new FileSystemException("/r/x", null, "Disk quota exceeded")))
                .isInstanceOf(StorageException.Full.class);
        assertThat(translate(new FileSystemException("/r/x", null, "Read-only file system")))
                .isInstanceOf(StorageException.Denied.class);
        assertThat(translate(new AccessDeniedException("/r/x"))).isInstanceOf(StorageException.Denied.class);
        assertThat(translate(new NoSuchFileException("/r/x"))).isInstanceOf(StorageException.NotFound.class);
        assertThat(translate(new IOException("Input/output error"))).isInstanceOf(StorageException.Transient.class);
        assertThat(translate(new FileSystemException("/r/x", null, "Stale file handle")))
                .isInstanceOf(StorageException.Transient.class);
        assertThat(translate(new IOException("Is a directory"))).isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void inAnotherLanguageTheDiskItselfIsAsked() {
        IOException german = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
        assertThat(DirectoryFailures.writing("save data/9f3c21aa", root, german, Long.MAX_VALUE))
                .isInstanceOf(StorageException.Full.class)
                .hasMessageContaining("save data/9f3c21aa in " + root);
        assertThat(translate(german)).isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void anInterruptStaysSet() {
        assertThat(translate(new ClosedByInterruptException())).isInstanceOf(StorageException.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private StorageException translate(IOException e) {
        return DirectoryFailures.writing("save data/9f3c21aa", root, e, 1);
    }
}
