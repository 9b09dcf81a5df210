package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Started;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A running cluster of e2e/cluster. It also ends when this process is killed. */
final class TestCluster implements AutoCloseable {
    private static final int NUMBER_MAX = 9;
    private static final int MACHINE_LACKS_SOMETHING = 3;
    private static final int NUMBER_IS_TAKEN = 4;

    private final int number;

    private TestCluster(int number) {
        this.number = number;
    }

    /** Starts one with a free number; skips the test where this machine cannot. */
    static TestCluster start() {
        for (int number = 1; number <= NUMBER_MAX; number++) {
            String owner = Long.toString(ProcessHandle.current().pid());
            Finished up = runUninterrupted(script("up"), Integer.toString(number), "--while", owner);
            switch (up.exitCode()) {
                case 0 -> {
                    return new TestCluster(number);
                }
                case NUMBER_IS_TAKEN -> {}
                case MACHINE_LACKS_SOMETHING ->
                    throw Machine.skip("no cluster: " + up.errors().strip());
                default -> throw new AssertionError(up.toString());
            }
        }
        throw new AssertionError(
                "all " + NUMBER_MAX + " clusters of this machine are up: end some with e2e/cluster/down");
    }

    /** A script of e2e/cluster, which looks for its programs where e2e/tools/build.sh would put them. */
    private static Program script(String name) {
        return script(Machine.root().resolve("e2e/cluster").resolve(name));
    }

    private static Program script(Path path) {
        return Program.of(path.resolveSibling("."), path.toString())
                .with("HOME", System.getProperty("user.home"))
                .with("XDG_CACHE_HOME", System.getenv("XDG_CACHE_HOME"))
                .with("MOWS_BACKUP_TOOLS", System.getenv("MOWS_BACKUP_TOOLS"))
                .with("MOWS_BACKUP_JAVA_HOME", Machine.java().toString());
    }

    private static Finished runUninterrupted(Program program, String... arguments) {
        try {
            return program.run(arguments);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of this machine, as pods reach it: servers of a test listen here. */
    InetAddress hostAddress() {
        try {
            return InetAddress.getByName("10.99." + number + ".1");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the API server itself. */
    InetSocketAddress apiServer() {
        return new InetSocketAddress("10.99." + number + ".2", 6443);
    }

    /** From now on pods that mean to call the API server reach another one, which has to show its certificate. */
    void leadCallsOfPods(InetSocketAddress to) throws InterruptedException {
        pathOfCalls("--insert", to).succeed();
    }

    /** Connections that are open stay where they are. */
    void leadCallsOfPodsBack(InetSocketAddress from) {
        runUninterrupted(pathOfCalls("--delete", from)).exits(0);
    }

    private Program pathOfCalls(String action, InetSocketAddress to) {
        return inside("iptables", "--wait", "--table", "nat", action, "PREROUTING")
                .and("--source", "10.244." + number + ".0/24", "--destination", "10.97." + number + ".1")
                .and("--protocol", "tcp", "--dport", "443", "--jump", "DNAT")
                .and("--to-destination", to.getAddress().getHostAddress() + ":" + to.getPort());
    }

    /** Of the administrator. */
    Path kubeconfig() {
        return pki("admin.conf");
    }

    /** A key, a certificate or a kubeconfig of the cluster, see e2e/cluster/lib/certificates.sh. */
    Path pki(String file) {
        return folder().resolve("pki").resolve(file);
    }

    private Path folder() {
        return Path.of("/var/lib/mows-backup-e2e/mows-" + number);
    }

    /** A command in the cluster's namespaces, where its mounts and processes are. */
    Program inside(String... command) {
        return script("kc").and(Integer.toString(number)).and(command);
    }

    Program kubectl() {
        return inside("kubectl");
    }

    /** kubectl in a namespace. */
    Program kubectl(String namespace) {
        return kubectl().and("--namespace", namespace);
    }

    /** A program that is kubectl in a namespace, for a test in a browser. */
    Path kubectlProgram(Path folder, String namespace) throws IOException {
        Path program = folder.resolve("kubectl-in-" + namespace);
        Files.writeString(
                program,
                "#!/bin/sh\nexec " + String.join(" ", kubectl(namespace).command()) + " \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    Program helm() throws IOException {
        return Machine.helm(Path.of("/")).with("KUBECONFIG", kubeconfig().toString());
    }

    /** Applies documents that say themselves where they belong. */
    void applyText(String documents) throws IOException, InterruptedException {
        apply(kubectl(), documents);
    }

    /** Applies documents to a namespace. */
    void applyText(String namespace, String documents) throws IOException, InterruptedException {
        apply(kubectl(namespace), documents);
    }

    private static void apply(Program kubectl, String documents) throws IOException, InterruptedException {
        try (Started apply = kubectl.start("apply", "--filename", "-")) {
            try (OutputStream input = apply.input()) {
                input.write(documents.getBytes(StandardCharsets.UTF_8));
            }
            apply.finish().exits(0);
        }
    }

    /** Applies a YAML file that lies beside the test classes. */
    void apply(String namespace, String resource) throws IOException, InterruptedException {
        applyText(namespace, resource(resource));
    }

    /** What stands in a file that lies beside the test classes. */
    static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(TestCluster.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Waits until {@code condition}, as kubectl's wait knows it, holds for a resource. */
    void await(String namespace, String resource, String condition, Duration patience) throws InterruptedException {
        Finished waited =
                kubectl(namespace).run("wait", "--for", condition, resource, "--timeout", patience.toSeconds() + "s");
        assertThat(waited.exitCode()).as(() -> waited + story(namespace)).isZero();
    }

    /** Waits until a Job has succeeded and returns what it printed; fails as soon as it has failed. */
    String completed(String namespace, String job, Duration patience) throws InterruptedException {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        while (true) {
            String conditions = kubectl(namespace)
                    .succeed("get", "job", job, "--output", "jsonpath={.status.conditions[*].type}")
                    .output();
            if (conditions.contains("Complete")) {
                return kubectl(namespace).succeed("logs", "job/" + job).output();
            }
            if (conditions.contains("Failed") || System.nanoTime() > giveUpAt) {
                throw new AssertionError("job " + job + " is not complete but: " + conditions + story(namespace));
            }
            Thread.sleep(200);
        }
    }

    /** What happened in a namespace, for the message of a failed test. */
    private String story(String namespace) {
        Program kubectl = kubectl(namespace);
        StringBuilder story = new StringBuilder();
        for (List<String> command : List.of(
                List.of("get", "events", "--sort-by", ".lastTimestamp"),
                List.of("get", "pods", "--output", "wide"),
                List.of("logs", "--selector", "job-name", "--all-containers", "--tail", "50"))) {
            story.append('\n').append(runUninterrupted(kubectl, command.toArray(String[]::new)));
        }
        return story.toString();
    }

    /** Where the files of a claim's volume lie, for {@link #inside} commands. */
    Path volume(String namespace, String claim) throws InterruptedException {
        String volume = kubectl(namespace)
                .succeed("get", "pvc", claim, "--output", "jsonpath={.spec.volumeName}")
                .output();
        String handle = kubectl()
                .succeed("get", "pv", volume, "--output", "jsonpath={.spec.csi.volumeHandle}")
                .output();
        return folder().resolve("volumes/mows-" + number).resolve(handle);
    }

    /** Where the content of volumes lies that Longhorn would have. */
    Path longhornVolumes() {
        return folder().resolve("volumes/longhorn");
    }

    /** Every volume, snapshot, claim, job and pod of the whole cluster, and every subvolume of the CSI driver. */
    List<String> storedThings() throws InterruptedException {
        String objects = kubectl()
                .succeed(
                        "get",
                        "persistentvolumes,volumesnapshotcontents,persistentvolumeclaims,volumesnapshots,jobs,pods",
                        "--all-namespaces",
                        "--output",
                        "name")
                .output();
        String subvolumes = inside("btrfs", "subvolume", "list")
                .succeed(folder().resolve("volumes").toString())
                .output();
        // The generation changes whenever something is written.
        return (objects + subvolumes.replaceAll(" gen \\d+", "")).lines().toList();
    }

    /** Makes the image of our program, as it was packaged, known to the node as {@code localhost/mows-backup:test}. */
    void importOurImage() throws InterruptedException {
        importImage(Path.of(
                imageBuild().succeed("localhost/mows-backup:test").output().strip()));
    }

    /** What makes the image; takes its name. */
    static Program imageBuild() {
        return script(Machine.root().resolve("deploy/image/build"));
    }

    /** Makes Debian's PostgreSQL known to the node as {@code localhost/postgresql:1}. */
    void importPostgresql() throws InterruptedException {
        importDatabase("postgresql");
    }

    /** Makes Debian's MariaDB known to the node as {@code localhost/mariadb:1}. */
    void importMariaDb() throws InterruptedException {
        importDatabase("mariadb");
    }

    private void importDatabase(String kind) throws InterruptedException {
        importImage(Path.of(script("database-image").succeed(kind).output().strip()));
    }

    /** Imports an image from an archive as {@code docker save} writes it. */
    void importImage(Path archive) throws InterruptedException {
        inside("ctr", "--namespace", "k8s.io", "images", "import").succeed(archive.toString());
    }

    /** Starts a program of the cluster (apiserver, kubelet, etcd, testcsi …) that was stopped or killed. */
    void start(String service) throws InterruptedException {
        inside("start").succeed(service);
    }

    /** SIGTERM, and waits for its end. */
    void stop(String service) throws InterruptedException {
        inside("stop").succeed(service);
    }

    /** SIGKILL. */
    void kill(String service) throws InterruptedException {
        inside("kill").succeed(service);
    }

    @Override
    public void close() {
        Finished down = runUninterrupted(script("down"), Integer.toString(number));
        assertThat(down.exitCode()).as("%s", down).isZero();
    }
}
