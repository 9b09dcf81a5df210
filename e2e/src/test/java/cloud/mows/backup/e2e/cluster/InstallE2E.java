package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Page;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import cloud.mows.backup.e2e.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As somebody who has a cluster and the README, and follows its chapter word by word; what is done on the page is in
 * {@code dashboards/src/main/page/browser/cluster.spec.ts}.
 */
@ClusterTest
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class InstallE2E {
    private static final Path README = Machine.root().resolve("README.md");
    private static final String APP = "album";

    private final TestCluster cluster;

    @TempDir
    Path folder;

    InstallE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void theLinesOfTheReadmeProtectEveryNamespaceAndRemoveWhatTheyInstalled() throws Exception {
        try (Offsite offsite = Offsite.start(cluster, folder)) {
            Files.writeString(
                    folder.resolve("repository.yaml"),
                    block("yaml", "apiVersion:").replace("s3:https://HOST/BUCKET", offsite.address()));
            Files.writeString(
                    folder.resolve("offsite.env"),
                    block("ini", "password=")
                            .replace("A-LONG-ONE", Machine.PASSWORD)
                            .replace("=KEY", "=" + Server.S3_KEY)
                            .replace("=SECRET", "=" + Server.S3_SECRET));
            List<String> install = block("sh", "./mvnw").lines().toList();
            // The tests come after it.
            assertThat(install.getFirst()).isEqualTo("./mvnw -pl app,app/service,app/serve -am package -DskipTests");
            for (String line : install.subList(1, install.size())) {
                type(line);
            }

            // A namespace as young as those of this cluster is left ten minutes to become what it is to be.
            OurController.backUp(cluster, "default", "by-hand");
            String listed = OurController.until(
                    cluster,
                    "a namespace is protected",
                    mows().and("app", "list"),
                    printed -> printed.matches("(?s).*default +protected .*"));
            assertThat(listed).contains("kube-system");
            assertThat(offsite.restic().succeed("snapshots", "--no-lock").output())
                    .contains("default");

            restoreADeletedAppOnThePage();

            for (String line : block("sh", "kubectl delete").lines().toList()) {
                type(line);
            }
            OurController.until(
                    cluster,
                    "only what every namespace has is left",
                    cluster.kubectl()
                            .and(
                                    "get",
                                    "all,serviceaccounts,roles,rolebindings,networkpolicies",
                                    "--namespace=mows-backup",
                                    "--output=name"),
                    "serviceaccount/default\n"::equals);
            assertThat(cluster.kubectl()
                            .succeed("get", "clusterroles,clusterrolebindings", "--output=name")
                            .output())
                    .doesNotContain("mows-backup");
            assertThat(cluster.kubectl().succeed("get", "restorepoints").output())
                    .as("what was saved is still known")
                    .contains("default");
        } finally {
            cluster.kubectl()
                    .run(
                            "delete",
                            "--filename",
                            OurController.CHART.resolve("definitions").toString(),
                            "--timeout=60s");
            cluster.kubectl().run("delete", "namespace", "mows-backup", "--timeout=120s");
            cluster.kubectl().run("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        }
    }

    private void restoreADeletedAppOnThePage() throws Exception {
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.apply(APP, "album.yaml");
        cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");
        OurController.backUp(cluster, APP, "by-hand");
        assertThat(OurController.untilBackupEnds(cluster, APP, "by-hand")).isEqualTo("Succeeded");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");

        onThePage();
        assertThat(cluster.kubectl(APP)
                        .succeed("exec", "deployment/web", "--", "cat", "/data/kept/diary")
                        .output())
                .as("what the app reads")
                .isEqualTo("Dear diary\n");
    }

    /** As anna, who may restore everything; then as others, who may less. */
    private void onThePage() throws Exception {
        cluster.kubectl("mows-backup").succeed("rollout", "status", "deployment/mows-backup-page", "--timeout=180s");
        List<String> lines =
                block("sh", "kubectl create serviceaccount").lines().toList();
        assertThat(lines).hasSize(4);
        type(lines.get(0));
        type(lines.get(1));
        String anna = type(lines.get(2)).output().strip();
        String vera = somebody("vera", "clusterrolebinding", "--clusterrole=mows-backup-viewer");
        String elsewhere = cluster.kubectl("mows-backup")
                .succeed("create", "token", "anna", "--audience=elsewhere")
                .output()
                .strip();

        Path kubectl = folder.resolve("kubectl-of-the-app");
        Files.writeString(
                kubectl,
                "#!/bin/sh\nexec " + String.join(" ", cluster.kubectl(APP).command()) + " \"$@\"\n");
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        int port = Page.freePort();
        String address = "http://localhost:" + port + "/";
        String otto;
        try (Started forward = forward(lines.get(3), port)) {
            Program browser = Page.browser(folder, "desktop", address)
                    .with("MOWS_APP", APP)
                    .with("MOWS_KUBECTL", kubectl.toString());
            browser.with("MOWS_TOKEN", anna)
                    .with("MOWS_TOKEN_ELSEWHERE", elsewhere)
                    .succeed("test", "cluster");
            // Now that there is a namespace again.
            otto = somebody("otto", "rolebinding", "--namespace=" + APP, "--clusterrole=mows-backup-app-owner");
            browser.with("MOWS_VIEWER_TOKEN", vera)
                    .with("MOWS_OWNER_TOKEN", otto)
                    .succeed("test", "rights");
            assertThat(forward.isAlive()).isTrue();
        }
        String log = cluster.kubectl("mows-backup")
                .succeed("logs", "deployment/mows-backup-page")
                .output();
        assertThat(log)
                .contains("audit person=\"system:serviceaccount:mows-backup:anna\"")
                .contains("verb=patch kind=Restore")
                .contains("fields=\"spec.planOnly\"")
                .doesNotContain(anna, vera, otto, elsewhere, "ERROR");
        for (String name : List.of("anna", "vera", "otto")) {
            cluster.kubectl("mows-backup").succeed("delete", "serviceaccount", name);
        }
        cluster.kubectl().succeed("delete", "clusterrolebinding", "anna", "vera");
    }

    /** @return a token of a service account that has a role */
    private String somebody(String name, String binding, String... role) throws InterruptedException {
        Program kubectl = cluster.kubectl();
        kubectl.succeed("create", "serviceaccount", name, "--namespace=mows-backup");
        kubectl.and("create", binding, name, "--serviceaccount=mows-backup:" + name)
                .succeed(role);
        return kubectl.succeed("create", "token", name, "--namespace=mows-backup")
                .output()
                .strip();
    }

    /** The README's, to another port of this machine itself, where the browser is. */
    private Started forward(String line, int port) throws Exception {
        assertThat(line).startsWith("kubectl port-forward ").contains(" 8480:80");
        String kubectl = cluster.inside("sh", "-c", "command -v kubectl")
                .succeed()
                .output()
                .strip();
        return Program.of(folder, kubectl)
                .with("KUBECONFIG", cluster.kubeconfig().toString())
                .and(line.replace("8480", Integer.toString(port))
                        .substring("kubectl ".length())
                        .split(" "))
                .start()
                .untilPrinted("Forwarding from 127.0.0.1:" + port);
    }

    /** A line of the README, with the image where this machine has it. */
    private Finished type(String line) throws Exception {
        List<String> words =
                List.of(line.replace("registry.example/", "localhost/").split(" "));
        List<String> arguments = words.stream()
                .skip(1)
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toList();
        Program program = switch (words.getFirst()) {
            case "deploy/image/build" -> TestCluster.imageBuild();
            case "helm" -> cluster.helm().in(Machine.root());
            case "kubectl" -> cluster.kubectl();
            case "mows-backup" -> mows();
            default -> throw new AssertionError("the README uses another program: " + line);
        };
        Finished done = program.succeed(arguments.toArray(String[]::new));
        if (words.getFirst().equals("deploy/image/build")) {
            cluster.importImage(Path.of(done.output().strip()));
        }
        return done;
    }

    private Program mows() throws InterruptedException {
        return Machine.mows(folder, "none")
                .with("KUBECONFIG", cluster.kubeconfig().toString());
    }

    /** Of the chapter, the one of a language that begins so. */
    private static String block(String language, String first) throws IOException {
        String readme = Files.readString(README);
        String chapter = readme.substring(readme.indexOf("## On a cluster"));
        String begin = "```" + language + "\n";
        int at = chapter.indexOf(begin + first);
        assertThat(at).as("a block that begins with '%s'", first).isNotNegative();
        int from = at + begin.length();
        return chapter.substring(from, chapter.indexOf("\n```", from) + 1);
    }
}
