package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/chart, as Helm itself sees it, and what is made of it for those who have no Helm. */
class ChartE2E {
    private static final Path CHART = Machine.root().resolve("deploy/chart");
    private static final Path PLAIN = Machine.root().resolve("deploy/mows-backup.yaml");
    private static final String IMAGE = "--set=image.repository=registry.example/mows-backup";

    @TempDir
    Path folder;

    private Program helm() throws IOException {
        return Machine.helm(folder);
    }

    @Test
    void helmFindsNothingWrong() throws Exception {
        assertThat(helm().succeed("lint", "--strict", IMAGE, CHART.toString()).output())
                .contains("0 chart(s) failed");
    }

    /** Renewed with -Dplain.renew=true. */
    @Test
    void thePlainFileIsWhatTheChartMakes() throws Exception {
        String rendered = helm().succeed(
                        "template",
                        "mows-backup",
                        CHART.toString(),
                        "--namespace=mows-backup",
                        "--set=namespace.create=true,definitions.install=false",
                        IMAGE)
                .output();
        if (Boolean.getBoolean("plain.renew")) {
            Files.writeString(PLAIN, rendered);
        }
        assertThat(Files.readString(PLAIN)).isEqualTo(rendered);
    }

    private String metrics(String... values) throws Exception {
        return helm().and("template", "mows-backup", CHART.toString(), "--namespace=mows-backup", IMAGE)
                .succeed(values)
                .output();
    }

    @Test
    void nothingOfAMonitoringIsAskedForThatMayNotBeThere() throws Exception {
        assertThat(metrics()).doesNotContain("monitoring.coreos.com", "grafana", "name: mows-backup-metrics");
    }

    @Test
    void alertsAndDashboardAreInstalledAsTheyAreTested() throws Exception {
        String made = metrics(
                "--set=metrics.rules.enabled=true,metrics.rules.labels.release=prometheus,metrics.dashboard.enabled=true");
        assertThat(made)
                .contains("kind: PrometheusRule", "    release: prometheus\n", "    grafana_dashboard: \"1\"\n");
        assertThat(made)
                .contains(Files.readString(CHART.resolve("monitoring/rules.yaml"))
                        .indent(2)
                        .stripTrailing());
        assertThat(made)
                .contains(Files.readString(CHART.resolve("monitoring/dashboard.json"))
                        .indent(4)
                        .stripTrailing());
        assertThat(made).doesNotContain("PodMonitor");
    }

    @Test
    void whoeverScrapesIsLetInToThatPortAlone() throws Exception {
        String ingress = """
                  ingress:
                    - from:
                        - namespaceSelector: %s
                      ports:
                        - port: http
                """;
        assertThat(metrics("--set=metrics.podMonitor.enabled=true"))
                .contains("kind: PodMonitor", "path: /q/metrics", "interval: 30s", ingress.formatted("{}"));
        assertThat(metrics("--set=metrics.from[0].namespaceSelector.matchLabels.team=ops"))
                .contains(ingress.replace(" %s\n", "\n            matchLabels:\n              team: ops\n"))
                .doesNotContain("PodMonitor");
    }

    @Test
    void whatIsMissingOrWrongIsToldBeforeAnythingIsInstalled() throws Exception {
        Program template = helm().and("template", "mows-backup", CHART.toString());
        assertThat(template.run().exits(1).errors())
                .contains("image.repository is not set: make the image with deploy/image/build");
        assertThat(template.run(IMAGE, "--set=replica=2").exits(1).errors()).contains("'replica' not allowed");
        assertThat(template.run(IMAGE, "--set=replicas=0").exits(1).errors()).contains("at '/replicas'");
        assertThat(template.run(IMAGE, "--set=metrics.enabled=true").exits(1).errors())
                .contains("'enabled' not allowed");
    }
}
