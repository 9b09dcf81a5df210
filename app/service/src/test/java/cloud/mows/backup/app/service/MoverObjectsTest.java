package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.policy.ObjectRule;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import cloud.mows.backup.crds.policy.RuleAction;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
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
    void rulesAsTheControllerWritesThem() {
        ObjectRuleInForce rule = new ObjectRuleInForce(
                "BackupPolicy notes",
                new ObjectRule(
                        List.of("leases.coordination.k8s.io"), List.of(), null, RuleAction.EXCLUDE, "found anew"));
        assertThatCode(() -> MoverObjects.parse(command(
                        "--backup=b",
                        "--cluster",
                        "--to-port=7465",
                        "--rule=" + Serialization.asJson(rule),
                        "--rule=" + Serialization.asJson(rule))))
                .doesNotThrowAnyException();
        refused("this is no rule: {", "--backup=b", "--cluster", "--to-port=7465", "--rule={");
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

    /** Or each answer of the API server stays in memory as a log record that nobody takes. */
    @Test
    void nothingIsLogged() {
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        try {
            root.setLevel(Level.ALL);
            assertThat(MoverObjects.run(List.of("mover", "objects"))).isOne();
            assertThat(Logger.getLogger("io.fabric8.kubernetes.client.http").isLoggable(Level.SEVERE))
                    .isFalse();
        } finally {
            root.setLevel(before);
        }
    }
}
