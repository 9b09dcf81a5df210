package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    private String rendered(String... values) throws Exception {
        return helm().and("template", "mows-backup", CHART.toString(), "--namespace=mows-backup", IMAGE)
                .succeed(values)
                .output();
    }

    @Test
    void nothingOfAMonitoringIsAskedForThatMayNotBeThere() throws Exception {
        assertThat(rendered()).doesNotContain("monitoring.coreos.com", "grafana", "name: mows-backup-metrics");
    }

    @Test
    void alertsAndDashboardAreInstalledAsTheyAreTested() throws Exception {
        String made = rendered(
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
        assertThat(rendered("--set=metrics.podMonitor.enabled=true"))
                .contains("kind: PodMonitor", "path: /q/metrics", "interval: 30s", ingress.formatted("{}"));
        assertThat(rendered("--set=metrics.from[0].namespaceSelector.matchLabels.team=ops"))
                .contains(ingress.replace(" %s\n", "\n            matchLabels:\n              team: ops\n"))
                .doesNotContain("PodMonitor");
    }

    /** A document of a kind and a name, among those that are made. */
    private String document(String kind, String name, String... values) throws Exception {
        return Stream.of(rendered(values).split("(?m)^---$"))
                .filter(each -> each.contains("\nkind: " + kind + "\n") && each.contains("\n  name: " + name + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    @Test
    void thePageCanBeLeftOut() throws Exception {
        assertThat(rendered("--set=page.enabled=false")).doesNotContain("mows-backup-page");
    }

    @Test
    void thePageHasANameInTheNetworkIfSomebodyGivesItOne() throws Exception {
        assertThat(rendered()).doesNotContain("kind: Ingress\n", "--host=");
        String ingress =
                "--set=page.ingress.enabled=true,page.ingress.host=backup.example.org,page.ingress.className=nginx,"
                        + "page.ingress.tls[0].secretName=backup-tls";
        assertThat(document("Ingress", "mows-backup-page", ingress))
                .contains("ingressClassName: nginx", "host: backup.example.org", "secretName: backup-tls");
        assertThat(document("Deployment", "mows-backup-page", ingress)).contains("- --host=backup.example.org\n");
        assertThat(document("NetworkPolicy", "mows-backup-page"))
                .contains("app.kubernetes.io/component: page", "  ingress:\n    - ports:\n        - port: http\n");
    }

    @Test
    void peopleLogInByAProviderIfThereIsOne() throws Exception {
        assertThat(rendered()).doesNotContain("oidc");
        String page = document(
                "Deployment",
                "mows-backup-page",
                "--set=page.oidc.issuer=https://login.example.org,page.oidc.clientId=backup,page.oidc.secretName=backup-oidc,"
                        + "page.oidc.caSecretName=login-ca,page.oidc.groupsClaim=groups,page.oidc.groupsPrefix=oidc:,"
                        + "page.oidc.requiredClaims.hd=example.org",
                "--set=page.oidc.usernameClaim=email,page.oidc.usernamePrefix=oidc:");
        assertThat(page)
                .contains(
                        "- \"--oidc-issuer-url=https://login.example.org\"\n",
                        "- \"--oidc-client-id=backup\"\n",
                        "- --oidc-client-secret-file=/etc/mows-backup/oidc/clientSecret\n",
                        "- --oidc-ca-file=/etc/mows-backup/oidc-ca/ca.crt\n",
                        "- \"--oidc-username-claim=email\"\n",
                        "- \"--oidc-username-prefix=oidc:\"\n",
                        "- \"--oidc-groups-claim=groups\"\n",
                        "- \"--oidc-groups-prefix=oidc:\"\n",
                        "- \"--oidc-required-claim=hd=example.org\"\n",
                        "- \"--oidc-scopes=profile,email\"\n",
                        "secretName: backup-oidc\n",
                        "secretName: login-ca\n");
        assertThat(document(
                        "Deployment",
                        "mows-backup-page",
                        "--set=page.oidc.issuer=https://login.example.org,page.oidc.clientId=backup"))
                .doesNotContain("secretName", "ca-file", "prefix", "groups");
    }

    @Test
    void thePageMayDoWhatItSaysAndNothingElse() throws Exception {
        String everywhere = document("ClusterRole", "mows-backup-page");
        String here = document("Role", "mows-backup-page");
        assertThat(everywhere + here).doesNotContain("impersonate", "*", "escalate", "bind\n");
        assertThat(everywhere).doesNotContain("update", "secrets");
        assertThat(here).containsOnlyOnce("resources: [secrets]\n    verbs: [create]\n");
        assertThat(everywhere.split("delete", -1)).as("repositories").hasSize(2);
        assertThat(everywhere.split("create", -1))
                .as("reviews of two kinds, Backups, grants and repositories")
                .hasSize(6);
        assertThat(everywhere.split("patch", -1))
                .as("grants, the status of policies, and the policy of the cluster")
                .hasSize(4);
        assertThat(document("Deployment", "mows-backup-page"))
                .contains("readOnlyRootFilesystem: true", "runAsNonRoot: true", "memory: 256Mi", "drop: [ALL]");
    }

    @Test
    void anIdThatTheProviderMakesIsReadFromTheSecret() throws Exception {
        assertThat(
                        document(
                                "Deployment",
                                "mows-backup-page",
                                "--set=page.oidc.issuer=https://login.example.org,page.oidc.secretName=backup-oidc,page.ingress.host=b.example.org"))
                .contains(
                        "- --host=b.example.org\n",
                        "- --oidc-client-id-file=/etc/mows-backup/oidc/clientId\n",
                        "              - key: clientId\n                path: clientId\n")
                .doesNotContain("--oidc-client-id=");
    }

    @Test
    void whoSeesOrAdministersANamespaceSeesOrRestoresItsApp() throws Exception {
        String viewer = document("ClusterRole", "mows-backup-viewer");
        assertThat(viewer).contains("aggregate-to-view: \"true\"").doesNotContain("create", "patch", "delete", "*");
        assertThat(document("ClusterRole", "mows-backup-app-owner"))
                .contains("aggregate-to-admin: \"true\"")
                .doesNotContain("aggregate-to-edit", "*", "repositories", "backupgrants");
        assertThat(document("ClusterRole", "mows-backup-admin")).doesNotContain("aggregate-to");
    }

    @Test
    void whatIsMissingOrWrongIsToldBeforeAnythingIsInstalled() throws Exception {
        Program template = helm().and("template", "mows-backup", CHART.toString());
        assertThat(template.run().exits(1).errors())
                .contains("image.repository is not set: make the image with deploy/image/build");
        assertThat(template.run(IMAGE, "--set=replica=2").exits(1).errors()).contains("'replica' not allowed");
        assertThat(template.run(IMAGE, "--set=replicas=0").exits(1).errors()).contains("at '/replicas'");
        assertThat(template.run(IMAGE, "--set=page.ingress.enabled=true")
                        .exits(1)
                        .errors())
                .contains("page.ingress.host is not set");
        assertThat(template.run(IMAGE, "--set=page.ingress.host=https://backup.example.org/")
                        .exits(1)
                        .errors())
                .contains("at '/page/ingress/host'");
        assertThat(template.run(IMAGE, "--set=page.oidc.issuer=https://login.example.org")
                        .exits(1)
                        .errors())
                .contains("page.oidc.clientId is not set");
        assertThat(template.run(IMAGE, "--set=page.oidc.issuer=http://login.example.org")
                        .exits(1)
                        .errors())
                .contains("at '/page/oidc/issuer'");
        assertThat(template.run(IMAGE, "--set=page.oidc.groupsPrefix=system:")
                        .exits(1)
                        .errors())
                .contains("at '/page/oidc/groupsPrefix'");
        assertThat(template.run(IMAGE, "--set=metrics.enabled=true").exits(1).errors())
                .contains("'enabled' not allowed");
    }
}
