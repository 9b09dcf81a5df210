package cloud.mows.backup.core.storage.directory;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.Errno;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.storage.StorageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** By the kernel's number, so in every language. */
class DirectoryFailuresTest {
    private static final Path ROOT = Path.of("/r");

    @Test
    void whatTheSystemSaysIsTranslated() {
        assertThat(translate(Errno.ENOSPC)).isInstanceOf(StorageException.Full.class);
        assertThat(translate(Errno.EDQUOT)).isInstanceOf(StorageException.Full.class);
        assertThat(translate(Errno.EROFS)).isInstanceOf(StorageException.Denied.class);
        assertThat(translate(Errno.EACCES)).isInstanceOf(StorageException.Denied.class);
        assertThat(translate(Errno.ENOENT)).isInstanceOf(StorageException.NotFound.class);
        assertThat(translate(Errno.EIO)).isInstanceOf(StorageException.Transient.class);
        assertThat(translate(Errno.ESTALE)).isInstanceOf(StorageException.Transient.class);
        assertThat(translate(Errno.ETIMEDOUT)).isInstanceOf(StorageException.Transient.class);
        assertThat(translate(Errno.EISDIR)).isInstanceOf(StorageException.Unusable.class);
    }

    @Test
    void itIsSaidWithoutNumbersOfDescriptors() {
        assertThat(translate(Errno.EIO)).hasMessage("save data/9f3c21aa in /r: fsync: input/output error (EIO)");
        assertThat(DirectoryFailures.translate("read config", ROOT, new PosixException("open", "/r/config", 133)))
                .hasMessage("read config in /r: open /r/config: error (errno 133)");
    }

    @Test
    void noFailureOfADiskIsTakenForAFileSystemThatCannotSyncFolders() {
        assertThat(DirectorySync.cannotBeSynced(Errno.EINVAL)).isTrue();
        for (Errno errno :
                new Errno[] {Errno.EIO, Errno.ENOSPC, Errno.EROFS, Errno.EDQUOT, Errno.ESTALE, Errno.OTHER}) {
            assertThat(DirectorySync.cannotBeSynced(errno)).as(errno.name()).isFalse();
        }
    }

    private static StorageException translate(Errno errno) {
        return DirectoryFailures.translate(
                "save data/9f3c21aa", ROOT, new PosixException("fsync", "descriptor 7", errno.number()));
    }
}
