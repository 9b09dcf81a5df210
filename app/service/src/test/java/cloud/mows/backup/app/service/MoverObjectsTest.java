package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What it is told to do; that it does it: e2e. */
class MoverObjectsTest {
    private static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of("mover", "objects"));
        command.addAll(List.of(options));
        return command;
    }

    private static void refused(String message, String... options) {
        assertThatThrownBy(() -> MoverObjects.parse(command(options)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNamespaceOrTheCluster() {
        assertThatCode(() -> MoverObjects.parse(command("--backup=b", "--namespace=photos", "--to-port=7465")))
                .doesNotThrowAnyException();
        assertThatCode(() -> MoverObjects.parse(command("--backup=b", "--cluster", "--to-port=7465")))
                .doesNotThrowAnyException();
        refused("--namespace=<name> or --cluster", "--backup=b", "--to-port=7465");
        refused("--namespace=<name> or --cluster", "--backup=b", "--to-port=7465", "--cluster", "--namespace=photos");
    }

    @Test
    void nothingElse() {
        refused("unknown option --all", "--all");
        refused("unknown option --cluster=yes", "--cluster=yes");
        refused("unknown option --to-port", "--to-port");
        refused("'0' is not a port", "--backup=b", "--cluster", "--to-port=0");
        refused("'x' is not a port", "--backup=b", "--cluster", "--to-port=x");
        assertThatThrownBy(() -> MoverObjects.parse(List.of("mover", "everything")))
                .hasMessage("unknown command: mover everything");
    }
}
