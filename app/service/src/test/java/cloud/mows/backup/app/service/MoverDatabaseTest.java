package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoverDatabaseTest {
    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of("mover", "database"));
        command.addAll(List.of(options));
        return command;
    }

    @Test
    void itNeedsToKnowWhichServer() {
        assertThat(MoverDatabase.parse(command(
                        "--kind=MariaDB", "--namespace=shop", "--pod=db-0", "--container=server", "--to-port=7465")))
                .containsEntry("--pod", "db-0");
        assertThatThrownBy(() -> MoverDatabase.parse(command("--namespace=shop", "--pod=db-0", "--to-port=7465")))
                .hasMessageContaining("needs");
        assertThatThrownBy(() -> MoverDatabase.parse(command("--pod="))).hasMessageContaining("unknown option --pod=");
        assertThatThrownBy(() -> MoverDatabase.parse(command("--password=secret")))
                .hasMessageContaining("unknown option");
    }
}
