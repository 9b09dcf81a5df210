package cloud.mows.backup.e2e.cluster;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** The controller as deploy/chart puts it into a cluster, with no more rights than those. */
final class OurController {
    static final String NAMESPACE = "mows-backup";
    static final String DEPLOYMENT = "deployment/mows-backup-controller";
    static final String PODS = "app.kubernetes.io/component=controller";

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    static final Path CHART = Machine.root().resolve("deploy/chart");
    private static final Path DEFINITIONS = CHART.resolve("definitions");

    private OurController() {}

    /** Returns when it runs; beside it is the Secret {@code offsite} of a repository on {@link Server#s3}. */
    static void install(TestCluster cluster) throws IOException, InterruptedException {
        cluster.importOurImage();
        // Before the program is there, which would back every namespace up soon.
        cluster.kubectl().succeed("apply", "--server-side", "--filename", DEFINITIONS.toString());
        cluster.kubectl()
                .succeed("wait", "--for=condition=Established", "--timeout=60s", "--filename", DEFINITIONS.toString());
        onlyByHand(cluster);
        cluster.helm()
                .succeed(
                        "install",
                        "mows-backup",
                        CHART.toString(),
                        "--namespace=" + NAMESPACE,
                        "--create-namespace",
                        "--set=image.repository=localhost/mows-backup,image.tag=test,definitions.install=false,page.enabled=false");
        cluster.kubectl(NAMESPACE)
                .succeed(
                        "create",
                        "secret",
                        "generic",
                        "offsite",
                        "--from-literal=password=" + Machine.PASSWORD,
                        "--from-literal=wrong=not " + Machine.PASSWORD,
                        "--from-literal=AWS_ACCESS_KEY_ID=" + Server.S3_KEY,
                        "--from-literal=AWS_SECRET_ACCESS_KEY=" + Server.S3_SECRET);
        cluster.kubectl(NAMESPACE).succeed("rollout", "status", DEPLOYMENT, "--timeout=120s");
    }

    /** Ends it and starts another one; returns when that runs. */
    static void restart(TestCluster cluster) throws InterruptedException {
        cluster.kubectl(NAMESPACE).succeed("rollout", "restart", DEPLOYMENT);
        cluster.kubectl(NAMESPACE).succeed("rollout", "status", DEPLOYMENT, "--timeout=180s");
    }

    /** From now on a Backup is only made by whoever wants one; the namespaces of a cluster would have one soon after it has started. */
    static void onlyByHand(TestCluster cluster) throws IOException, InterruptedException {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec: {suspend: true}
                """);
    }

    /** From now on only apps are backed up whose wish for it is granted. */
    static void onlyOnRequest(TestCluster cluster) throws IOException, InterruptedException {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec:
                  schedule: {cron: "0 0 1 1 *"}
                  namespaces: [{names: ["*"], action: Exclude, reason: it does not ask for it}]
                """);
    }

    /** Makes a Backup by hand. */
    static void backUp(TestCluster cluster, String namespace, String name) throws IOException, InterruptedException {
        cluster.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: %s}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                """.formatted(name, namespace));
    }

    /** Prints a field of the status of a Backup. */
    static Program backupStatus(TestCluster cluster, String namespace, String name, String field) {
        return cluster.kubectl(namespace).and("get", "backup", name, "--output", "jsonpath={.status." + field + "}");
    }

    /** @return the phase that it ended in */
    static String untilBackupEnds(TestCluster cluster, String namespace, String name) throws InterruptedException {
        return until(
                cluster,
                "Backup " + namespace + "/" + name + " ends",
                backupStatus(cluster, namespace, name, "phase"),
                printed -> printed.matches("Succ.*|.*Failed"));
    }

    static void uninstall(TestCluster cluster) throws IOException, InterruptedException {
        cluster.helm().succeed("uninstall", "mows-backup", "--namespace=" + NAMESPACE);
        cluster.kubectl().succeed("delete", "namespace", NAMESPACE, "--timeout=120s");
        cluster.kubectl().succeed("delete", "--timeout=60s", "--filename", DEFINITIONS.toString());
    }

    /** What a command prints as soon as it satisfies. */
    static String until(TestCluster cluster, String what, Program command, Predicate<String> condition)
            throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        Finished printed = command.run();
        while (!condition.test(printed.output())) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError(what + ": in vain; " + printed + "\n" + story(cluster));
            }
            Thread.sleep(200);
            printed = command.run();
        }
        return printed.output();
    }

    private static String story(TestCluster cluster) throws InterruptedException {
        Program kubectl = cluster.kubectl();
        Program own = cluster.kubectl(NAMESPACE);
        return kubectl.run("get", "repositories", "--output=wide").output()
                + kubectl.run("get", "backups", "--all-namespaces", "--output=yaml")
                        .output()
                + kubectl.run("get", "events", "--all-namespaces").output()
                + own.run("get", "jobs,pods", "--output=wide").output()
                + own.run("logs", "--selector", PODS, "--tail=200").output();
    }
}
