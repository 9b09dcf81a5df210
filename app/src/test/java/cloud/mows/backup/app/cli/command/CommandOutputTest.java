package cloud.mows.backup.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CommandOutputTest {
    @Test
    void whatOpensTheRepositoryIsKeptFromCommands() {
        assertThat(Stream.of(
                                "PATH",
                                "HOME",
                                "RESTIC_PASSWORD",
                                "MOWS_BACKUP_PASSWORD_FILE",
                                "AWS_SECRET_ACCESS_KEY",
                                "PGHOST")
                        .filter(name -> !CommandOutput.isSecret(name)))
                .containsExactly("PATH", "HOME", "PGHOST");
    }
}
