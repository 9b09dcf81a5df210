package cloud.mows.backup.e2e.cluster;

import cloud.mows.backup.e2e.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what the controller asks of the API server and of memory where 500 namespaces have 1,000 claims: while nothing is due, and
 * when all is due at once. No test: continuous integration does not run it. e2e/cluster/README.md says how.
 */
@ClusterTest
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ThousandClaims {
    private static final int NAMESPACES = 500;
    private static final int CLAIMS = 2;
    private static final Duration WINDOW = Duration.ofMinutes(3);

    private final TestCluster cluster;

    @TempDir
    Path folder;

    ThousandClaims(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void measure() throws Exception {
        try (Offsite offsite = Offsite.start(cluster, folder)) {
            OurController.install(cluster);
            cluster.applyText(apps());
            offsite.makeRepository("");
            Thread.sleep(Duration.ofMinutes(1));
            report("idle", WINDOW);

            ZonedDateTime due = Instant.now()
                    .plusSeconds(90)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .atZone(ZoneOffset.UTC);
            cluster.applyText("""
                    apiVersion: backup.k8s.mows.cloud/v1alpha1
                    kind: ClusterBackupPolicy
                    metadata: {name: default}
                    spec: {suspend: false, schedule: {cron: "%d %d * * *", timeZone: Etc/UTC, jitterSeconds: 0}}
                    """.formatted(due.getMinute(), due.getHour()));
            List<Instant> made = made(due.toInstant());
            say("due at " + due.toInstant() + ": the first Backup made after "
                    + Duration.between(due.toInstant(), made.getFirst()).toSeconds() + " s, all " + made.size()
                    + " after "
                    + Duration.between(due.toInstant(), made.getLast()).toSeconds() + " s");
            long before = ended();
            report("all due", WINDOW);
            say((ended() - before) + " Backups ended in that time");
        } finally {
            cluster.kubectl().run("delete", "clusterbackuppolicies,repositories", "--all", "--timeout=60s");
            cluster.kubectl().run("delete", "backups", "--all", "--all-namespaces", "--timeout=300s");
            OurController.uninstall(cluster);
        }
    }

    private static String apps() {
        StringBuilder documents = new StringBuilder();
        for (int app = 0; app < NAMESPACES; app++) {
            documents.append("---\n{apiVersion: v1, kind: Namespace, metadata: {name: app-" + app + "}}\n");
            for (int claim = 0; claim < CLAIMS; claim++) {
                // Of a class that is not there: what is measured is deciding about them, not moving them.
                documents.append("---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-" + claim
                        + ", namespace: app-" + app + "}, spec: {storageClassName: none, accessModes: [ReadWriteOnce],"
                        + " resources: {requests: {storage: 1Gi}}}}\n");
            }
        }
        return documents.toString();
    }

    /** When the Backups were made, in order; returns when every namespace has one. */
    private List<Instant> made(Instant due) throws Exception {
        Program list = cluster.kubectl()
                .and(
                        "get",
                        "backups",
                        "--all-namespaces",
                        "--output",
                        "jsonpath={range .items[*]}{.metadata.creationTimestamp}{\"\\n\"}{end}");
        String printed = OurController.until(
                cluster, "all are made", list, all -> after(due, all).size() >= NAMESPACES);
        return after(due, printed);
    }

    private static List<Instant> after(Instant due, String printed) {
        List<Instant> times = new ArrayList<>();
        printed.lines().filter(line -> !line.isBlank()).map(Instant::parse).forEach(times::add);
        times.removeIf(time -> time.isBefore(due));
        times.sort(null);
        return times;
    }

    private long ended() throws InterruptedException {
        return cluster.kubectl()
                .succeed(
                        "get",
                        "backups",
                        "--all-namespaces",
                        "--output",
                        "jsonpath={range .items[*]}{.status.completionTime}{\"\\n\"}{end}")
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .count();
    }

    private void report(String when, Duration window) throws Exception {
        long requests = requests();
        long most = 0;
        Instant end = Instant.now().plus(window);
        while (Instant.now().isBefore(end)) {
            most = Math.max(most, memory());
            Thread.sleep(Duration.ofSeconds(10));
        }
        say(when + ": " + (requests() - requests) / window.toMinutes() + " requests a minute, " + most / (1 << 20)
                + " MiB at the most");
    }

    /** Of service accounts outside of kube-system, so of the controller and its Jobs; watches that go on do not count. */
    private long requests() throws InterruptedException {
        return (long) cluster.kubectl()
                .succeed("get", "--raw", "/metrics")
                .output()
                .lines()
                .filter(line -> line.startsWith("apiserver_flowcontrol_dispatched_requests_total{")
                        && line.contains("flow_schema=\"service-accounts\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Working set of the controller, in bytes, as the kubelet tells it; 0 while it does not. */
    private long memory() throws Exception {
        String node = cluster.kubectl()
                .succeed("get", "nodes", "--output", "jsonpath={.items[0].metadata.name}")
                .output();
        JsonNode pods = new ObjectMapper()
                .readTree(cluster.kubectl()
                        .succeed("get", "--raw", "/api/v1/nodes/" + node + "/proxy/stats/summary")
                        .output())
                .get("pods");
        for (JsonNode pod : pods) {
            if (pod.at("/podRef/name").asText().startsWith("mows-backup-controller-")) {
                return pod.at("/containers/0/memory/workingSetBytes").asLong();
            }
        }
        return 0;
    }

    private static void say(String what) {
        System.out.println("ThousandClaims: " + what);
    }
}
