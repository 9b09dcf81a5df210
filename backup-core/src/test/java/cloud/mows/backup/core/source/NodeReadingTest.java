package cloud.mows.backup.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.posix.Accounts;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeReadingTest {
    @TempDir
    Path folder;

    private List<String> warnings(Instant mtime) throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        BytePath path = BytePath.of(file);
        FileStat real = PosixNames.stat(path);
        FileStat stat = new FileStat(
                real.type(),
                real.mode(),
                real.uid(),
                real.gid(),
                real.deviceId(),
                real.inode(),
                real.links(),
                real.size(),
                real.blocks(),
                real.device(),
                mtime,
                real.atime(),
                real.ctime(),
                false);
        return new NodeReading(Posix.WORKING_DIRECTORY, path.bytes(), path, stat)
                .describe(new Accounts(), LinuxSource.Atimes.AS_MTIME)
                .warnings();
    }

    @Test
    void aTimeThatABackupCannotHoldIsTold() throws Exception {
        assertThat(warnings(Instant.parse("9999-12-31T23:59:59.999Z"))).isEmpty();
        assertThat(warnings(Instant.parse("+10000-01-01T00:00:00Z")))
                .singleElement()
                .asString()
                .startsWith(folder + "/file: its modification time is in the year 10000");
        assertThat(warnings(Instant.parse("-0001-12-31T23:59:59Z")))
                .singleElement()
                .asString()
                .contains("in the year -1");
    }
}
