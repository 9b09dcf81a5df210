package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalIndexTest {
    @TempDir
    Path folder;

    @Test
    void whatKilledRunsLeftGoesAfterAWeek() throws Exception {
        Path old = make("mows-backup-index1", Duration.ofDays(8));
        Path young = make("mows-backup-index2", Duration.ofDays(6));
        Path foreign = make("other-index", Duration.ofDays(800));

        LocalIndex.sweep(folder, Files.getOwner(folder));

        assertThat(old).doesNotExist();
        assertThat(young.resolve("a.segment")).exists();
        assertThat(foreign.resolve("a.segment")).exists();
    }

    @Test
    void whatAnotherUserLeftStays() throws Exception {
        Path old = make("mows-backup-index1", Duration.ofDays(8));
        UserPrincipal other = () -> "another";

        LocalIndex.sweep(folder, other);

        assertThat(old.resolve("a.segment")).exists();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path elsewhere = make("elsewhere", Duration.ofDays(8));
        Files.createSymbolicLink(folder.resolve("mows-backup-index1"), elsewhere);

        LocalIndex.sweep(folder, Files.getOwner(folder));

        assertThat(elsewhere.resolve("a.segment")).exists();
    }

    private Path make(String name, Duration age) throws Exception {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.writeString(made.resolve("a.segment"), "segment");
        Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(age)));
        return made;
    }
}
