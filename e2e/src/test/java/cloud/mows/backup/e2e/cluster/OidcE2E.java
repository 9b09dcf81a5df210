package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Page;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logging in by OpenID Connect, with a real provider, a real browser and a real API server; what is done on the page is in
 * {@code dashboards/src/main/page/browser/provider.spec.ts}. The page runs beside the cluster, and the provider is the example that comes with Zitadel's
 * library: it gives no groups, and its users are those of a file.
 */
@ClusterTest
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class OidcE2E {
    private static final String APP = "album";
    private static final String SUBJECT = "7001";
    private static final String PASSWORD_OF_ANNA = "of anna alone";
    private static final String SECRET_OF_CLIENT = "secret";

    private final TestCluster cluster;

    @TempDir
    Path folder;

    OidcE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void makeWhatThePageShows() throws Exception {
        String definitions = OurController.CHART.resolve("definitions").toString();
        cluster.kubectl().succeed("apply", "--server-side", "--filename", definitions);
        cluster.kubectl().succeed("wait", "--for=condition=Established", "--timeout=60s", "--filename", definitions);
        OurController.onlyByHand(cluster);
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.applyText(roles());
    }

    /** For people, as the chart has them. */
    private String roles() throws Exception {
        return cluster.helm()
                .succeed(
                        "template",
                        "mows-backup",
                        OurController.CHART.toString(),
                        "--set=image.repository=localhost/mows-backup",
                        "--show-only=templates/people.yaml")
                .output();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        cluster.kubectl()
                .succeed("delete", "clusterroles", "mows-backup-viewer", "mows-backup-app-owner", "mows-backup-admin");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s");
        cluster.kubectl()
                .succeed(
                        "delete",
                        "--timeout=60s",
                        "--filename",
                        OurController.CHART.resolve("definitions").toString());
    }

    @Test
    void peopleOfAProviderHaveWhatTheClusterGivesTheirNames() throws Exception {
        Path users = folder.resolve("users.json");
        Files.writeString(users, """
                {"%s": {"ID": "%1$s", "Username": "anna", "Password": "%s", "PreferredLanguage": "en"}}
                """.formatted(SUBJECT, PASSWORD_OF_ANNA));
        Path kubectl = cluster.kubectlProgram(folder, APP);
        int port = Page.freePort();
        int providerPort = Page.freePort();
        // Another site than the page's for a browser.
        String issuer = "http://localhost:" + providerPort + "/";
        String address = "http://127.0.0.1:" + port + "/";

        Program serving = Machine.mows(folder, "none")
                .with("KUBECONFIG", cluster.kubeconfig().toString())
                .with("MOWS_BACKUP_OIDC_CLIENT_SECRET", SECRET_OF_CLIENT)
                .and("serve", "--cluster", "--login=token", "--port=" + port)
                .and("--oidc-issuer-url=" + issuer, "--oidc-client-id=web", "--oidc-username-prefix=oidc:");
        try (Started serve = Page.listeningAtPort(serving.start(), port)) {
            Page.browser(folder, "desktop", address)
                    .with("MOWS_APP", APP)
                    .with("MOWS_KUBECTL", kubectl.toString())
                    .with("MOWS_SUBJECT", SUBJECT)
                    .with("MOWS_SECRET_OF_ANNA", PASSWORD_OF_ANNA)
                    .with("MOWS_ISSUER", issuer)
                    .with("MOWS_OIDC_SERVER", Machine.oidcServer().toString())
                    .with("PORT", Integer.toString(providerPort))
                    .with("USERS_FILE", users.toString())
                    .with("REDIRECT_URI", address + "api/v1/login/oidc/callback")
                    .succeedWithin(Duration.ofMinutes(15), "test", "provider.spec");
            assertThat(serve.isAlive()).isTrue();
            assertThat(serve.output() + serve.errors())
                    .contains("audit login=oidc person=\"oidc:" + SUBJECT + "\" uid=\"\" outcome=done")
                    .contains("audit login=token person=\"system:serviceaccount:" + APP + ":default\"")
                    .contains(issuer + " does not answer, or cannot be used")
                    .doesNotContain(PASSWORD_OF_ANNA, "ERROR", "eyJ");
        }
    }
}
