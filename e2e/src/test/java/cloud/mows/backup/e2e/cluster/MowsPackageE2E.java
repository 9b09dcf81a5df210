package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/mows in a real Kubernetes, by the way of MOWS's package manager. What MOWS itself has there is played: names of kinds, and a Secret. */
@ClusterTest
class MowsPackageE2E {
    private static final String NAMESPACE = "mows-core-storage-backup";

    /** Kinds that MOWS has, with anything in them. */
    private static final Map<String, String> KINDS = Map.of(
            "VaultResource", "vault.k8s.mows.cloud",
            "ZitadelResource", "zitadel.k8s.mows.cloud",
            "PektinResource", "pektin.k8s.mows.cloud");

    private final TestCluster cluster;

    @TempDir
    Path folder;

    MowsPackageE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void itRunsWithTheNameTheWayInAndTheLoginOfTheCluster() throws Exception {
        cluster.importOurImage();
        makeKinds();
        MowsPackageManager manager =
                new MowsPackageManager(cluster, Files.createDirectories(folder.resolve("package")));
        manager.fetch(Machine.root().resolve("deploy/mows"));
        Path values = folder.resolve("package/sources/backupHelmRepo/values.yaml");
        Files.writeString(
                values,
                Files.readString(values)
                        .replace("repository: \"\"", "repository: localhost/mows-backup\n    tag: test"));
        try {
            List<String> documents =
                    manager.render(NAMESPACE, Map.of("domain", "home.example.org", "legacy_ip", "192.0.2.7"));
            manager.install(NAMESPACE, documents);
            Program kubectl = cluster.kubectl(NAMESPACE);
            kubectl.succeed("rollout", "status", OurController.DEPLOYMENT, "--timeout=180s");
            kubectl.succeed("rollout", "status", "deployment/mows-backup-page", "--timeout=180s");

            assertThat(kubectl.succeed("get", "networkpolicies", "--output=name")
                            .output())
                    .as("what is said once is not left out")
                    .contains("mows-backup\n", "mows-backup-page", "mows-backup-browse");
            assertThat(kubectl.succeed(
                                    "get", "ingressroute/backup-ingress", "--output=jsonpath={.spec.routes[0].match}")
                            .output())
                    .isEqualTo("Host(`backup.home.example.org`)");
            assertThat(kubectl.succeed(
                                    "get",
                                    "deployment/mows-backup-page",
                                    "--output=jsonpath={.spec.template.spec.containers[0].args}")
                            .output())
                    .contains("--host=backup.home.example.org", "--oidc-issuer-url=https://zitadel.home.example.org");
            assertThat(status("backup.home.example.org")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(status("backup.elsewhere.example.org")).startsWith("HTTP/1.1 421 ");
        } finally {
            manager.remove(NAMESPACE);
        }
    }

    private void makeKinds() throws IOException, InterruptedException {
        cluster.applyText(KINDS.entrySet().stream()
                .map(kind -> kind(kind.getKey(), kind.getValue(), "v1"))
                .collect(Collectors.joining()));
        cluster.applyText(kind("IngressRoute", "traefik.io", "v1alpha1"));
        cluster.kubectl()
                .succeed("wait", "--for=condition=Established", "--timeout=60s", "customresourcedefinitions", "--all");
    }

    private static String kind(String kind, String group, String version) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        return """
                ---
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %s.%s}
                spec:
                  group: %s
                  scope: Namespaced
                  names: {kind: %s, plural: %s, singular: %s}
                  versions:
                    - {name: %s, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
                """.formatted(plural, group, group, kind, plural, kind.toLowerCase(Locale.ROOT), version);
    }

    /** What the page answers to whoever calls it by that name, as its ingress would. */
    private String status(String host) throws Exception {
        String address = cluster.kubectl(NAMESPACE)
                .succeed("get", "service/mows-backup-page", "--output=jsonpath={.spec.clusterIP}")
                .output();
        try (Socket socket = new Socket(address, 80)) {
            // Java's own client lets nobody choose the name.
            socket.getOutputStream()
                    .write(("GET /api/v1/login HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("nothing");
        }
    }
}
