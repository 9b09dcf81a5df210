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
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As somebody who has a cluster and the README, and follows its chapter word by word; what is done on the page is in
 * {@code cluster.spec.ts}, {@code care.spec.ts} and {@code rights.spec.ts} of {@code dashboards/src/main/page/browser}.
 */
@ClusterTest
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class InstallE2E {
    private static final Path README = Machine.root().resolve("README.md");
    private static final String APP = "album";
    private static final Duration PATIENCE = Duration.ofMinutes(12);
    private static final String USER = "home";
    private static final String SECRET = "for-the-friend-only";
    private static final String ANOTHER_PASSWORD = "another " + Machine.PASSWORD;
    private static final Pattern STATE = Pattern.compile("\"state\":\"([^\"]*)\"");
    private static final Pattern HOST = Pattern.compile("\"hostname\":\"([^\"]*)\"");

    private final TestCluster cluster;

    @TempDir
    Path folder;

    InstallE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void theLinesOfTheReadmeProtectEveryNamespaceByScheduleAndRemoveWhatTheyInstalled() throws Exception {
        try (Offsite offsite = Offsite.start(cluster, folder);
                Server friend = Server.rest(folder, cluster.hostAddress(), USER, SECRET)) {
            cluster.kubectl().succeed("create", "namespace", APP);
            cluster.apply(APP, "album.yaml");
            cluster.kubectl(APP).succeed("rollout", "status", "deployment/web", "--timeout=120s");

            install(offsite);
            addTheSecondPlace(friend);
            everythingIsProtectedPrunedCheckedAndCopiedBySchedule(offsite, friend);
            restoreADeletedAppOnThePage(friend);

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

    private void install(Offsite offsite) throws Exception {
        Files.writeString(
                folder.resolve("offsite.env"),
                block("ini", "AWS_ACCESS_KEY_ID")
                        .replace("A-LONG-ONE", Machine.PASSWORD)
                        .replace("=KEY", "=" + Server.S3_KEY)
                        .replace("=SECRET", "=" + Server.S3_SECRET));
        Files.writeString(
                folder.resolve("values.yaml"), block("yaml", "image:").replace("registry.example", "localhost"));
        List<String> install = block("sh", "helm install").lines().toList();
        // The tests come after it.
        assertThat(install.getFirst()).isEqualTo("./mvnw -pl app,app/service,app/serve -am package -DskipTests");
        for (String line : install.subList(1, install.size())) {
            if (line.contains("repository.yaml")) {
                Files.writeString(
                        folder.resolve("repository.yaml"),
                        at("*/3 * * * *", block("yaml", "name: offsite"))
                                .replace("s3:https://HOST/BUCKET", offsite.address())
                                .replace("readDataPercent: 10", "readDataPercent: 100"));
            }
            type(line);
        }
    }

    private void addTheSecondPlace(Server friend) throws Exception {
        Files.writeString(
                folder.resolve("friend.env"),
                block("ini", "RESTIC_REST_USERNAME")
                        .replace("ANOTHER-LONG-ONE", ANOTHER_PASSWORD)
                        .replace("=USER", "=" + USER)
                        .replace("=SECRET", "=" + SECRET));
        Files.writeString(
                folder.resolve("friend.yaml"),
                soon(block("yaml", "name: friend"))
                        .replace(
                                "https://FRIEND/",
                                "http://" + cluster.hostAddress().getHostAddress() + ":" + friend.port() + "/"));
        for (String line : block("sh", "friend.yaml").lines().toList()) {
            type(line);
        }
    }

    /** With the moment of the README's backups in two minutes, for all apps alike, and the hours that it allows around that. */
    private static String soon(String yaml) {
        ZonedDateTime moment = ZonedDateTime.now(ZoneId.of("Europe/Berlin")).plusMinutes(2);
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        return at(moment.getMinute() + " " + moment.getHour() + " * * *", yaml)
                .replace("from: \"01:00\"", "from: \"" + clock.format(moment) + "\"")
                .replace("to: \"06:00\"", "to: \"" + clock.format(moment.plusHours(5)) + "\"");
    }

    private static String at(String cron, String yaml) {
        return yaml.replaceAll("cron: \"[^\"]*\"", "cron: \"" + cron + "\", jitterSeconds: 0");
    }

    private void everythingIsProtectedPrunedCheckedAndCopiedBySchedule(Offsite offsite, Server friend)
            throws Exception {
        for (String namespace : namespaces()) {
            OurController.until(
                    cluster,
                    namespace + " is backed up",
                    cluster.kubectl(namespace)
                            .and(
                                    "get",
                                    "backups",
                                    "--output=jsonpath={.items[?(@.spec.scope==\"Namespace\")].status.phase}"),
                    phases -> phases.matches("Succeeded( Succeeded)*"));
        }
        assertThat(STATE.matcher(mows().succeed("app", "list", "--json").output())
                        .results()
                        .map(state -> state.group(1)))
                .as("states of apps and volumes")
                .containsOnly("protected");
        assertThat(cluster.kubectl()
                        .succeed("get", "backups", "--all-namespaces", "--output=jsonpath={.items[*].spec.trigger}")
                        .output()
                        .split(" "))
                .as("what they were made by")
                .containsOnly("Schedule");
        OurController.until(
                cluster,
                "the first place is pruned",
                repository("offsite", "{.status.lastPruneTime}"),
                printed -> !printed.isEmpty());
        OurController.until(
                cluster,
                "all of something is read, and is not damaged",
                repository(
                        "offsite",
                        "{.status.checkedPart} {.status.conditions[?(@.type==\"Checked\")].status} {.status.storedBytes}"),
                printed -> printed.matches("1/1 True [1-9][0-9]*"));
        OurController.until(
                cluster,
                "all is copied",
                repository("friend", "{.status.conditions[?(@.type==\"Copied\")].message}"),
                message -> message.startsWith("Every"));
        List<String> apps = saved(offsite.restic());
        assertThat(apps).contains("default", "kube-system", APP);
        assertThat(saved(Machine.restic(
                                Files.createDirectories(folder.resolve("friends")),
                                "rest:http://" + USER + ":" + SECRET + "@"
                                        + cluster.hostAddress().getHostAddress() + ":" + friend.port() + "/home/")
                        .with("RESTIC_PASSWORD", ANOTHER_PASSWORD)))
                .as("what lies at the second place")
                .isEqualTo(apps);
    }

    private List<String> namespaces() throws InterruptedException {
        return List.of(cluster.kubectl()
                .succeed("get", "namespaces", "--output=jsonpath={.items[*].metadata.name}")
                .output()
                .split(" "));
    }

    /** The apps of which restic finds a snapshot, with repetitions. */
    private static List<String> saved(Program restic) throws InterruptedException {
        return HOST.matcher(restic.succeed("snapshots", "--no-lock", "--json").output())
                .results()
                .map(host -> host.group(1))
                .sorted()
                .toList();
    }

    private Program repository(String name, String path) {
        return cluster.kubectl().and("get", "repository", name, "--output", "jsonpath=" + path);
    }

    private void restoreADeletedAppOnThePage(Server friend) throws Exception {
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=120s");

        onThePage(friend);
        assertThat(cluster.kubectl(APP)
                        .succeed("exec", "deployment/web", "--", "cat", "/data/kept/diary")
                        .output())
                .as("what the app reads")
                .isEqualTo("Dear diary\n");
    }

    /** As anna, who may restore everything; then as others, who may less. */
    private void onThePage(Server friend) throws Exception {
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

        Path kubectl = cluster.kubectlProgram(folder, APP);
        int port = Page.freePort();
        String address = "http://localhost:" + port + "/";
        String otto;
        try (Started forward = forward(lines.get(3), port)) {
            Program browser = Page.browser(folder, "desktop", address)
                    .with("MOWS_APP", APP)
                    .with("MOWS_KUBECTL", kubectl.toString());
            browser.with("MOWS_TOKEN", anna)
                    .with("MOWS_TOKEN_ELSEWHERE", elsewhere)
                    .succeedWithin(PATIENCE, "test", "cluster");
            browser.with("MOWS_TOKEN", anna)
                    .with(
                            "MOWS_FRIEND",
                            "http://" + cluster.hostAddress().getHostAddress() + ":" + friend.port() + "/attic")
                    .with("MOWS_FRIEND_USER", USER)
                    .with("MOWS_FRIEND_PASSWORD", SECRET)
                    .succeedWithin(PATIENCE, "test", "care");
            // Now that there is a namespace again.
            otto = somebody("otto", "rolebinding", "--namespace=" + APP, "--clusterrole=mows-backup-app-owner");
            browser.with("MOWS_VIEWER_TOKEN", vera)
                    .with("MOWS_OWNER_TOKEN", otto)
                    .succeedWithin(PATIENCE, "test", "rights");
            assertThat(forward.isAlive()).isTrue();
        }
        String log = cluster.kubectl("mows-backup")
                .succeed("logs", "deployment/mows-backup-page")
                .output();
        assertThat(log)
                .contains("audit person=\"system:serviceaccount:mows-backup:anna\"")
                .contains("verb=patch kind=Restore")
                .contains("fields=\"spec.planOnly\"")
                .contains("verb=create kind=Repository name=\"attic\"", "verb=create kind=BackupGrant")
                .doesNotContain(anna, vera, otto, elsewhere, SECRET, "ERROR");
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

    /** Of the chapter, the first of a language in which something stands. */
    private static String block(String language, String part) throws IOException {
        String readme = Files.readString(README);
        String chapter = readme.substring(readme.indexOf("## On a cluster"));
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(chapter)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block of the README's chapter has '" + part + "'"));
    }
}
