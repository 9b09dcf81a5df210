package cloud.mows.backup.e2e.cluster;

import cloud.mows.backup.e2e.Machine;
import cloud.mows.backup.e2e.Program;
import cloud.mows.backup.e2e.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A real S3 server of this machine, where the Repository {@code offsite} of a cluster lies. */
final class Offsite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final TestCluster cluster;
    private final Path folder;
    private Server server;

    private Offsite(TestCluster cluster, Path folder, Server server) {
        this.cluster = cluster;
        this.folder = folder;
        this.server = server;
    }

    /** @param folder of the server's files, and of the caches of those who look into the repository */
    static Offsite start(TestCluster cluster, Path folder) throws IOException, InterruptedException {
        return new Offsite(cluster, folder, Server.s3(folder, cluster.hostAddress()));
    }

    String address() {
        return "s3:http://" + cluster.hostAddress().getHostAddress() + ":" + server.port() + "/backups/home";
    }

    /** Our program with the repository. */
    Program mows() throws InterruptedException {
        return keyed(Machine.mows(folder, address()));
    }

    Program restic() throws IOException {
        return keyed(Machine.restic(folder, address()));
    }

    private static Program keyed(Program program) {
        return program.with("AWS_ACCESS_KEY_ID", Server.S3_KEY).with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
    }

    /** @param more fields of its spec, each with a comma before it */
    void applyRepository(String name, String more) throws IOException, InterruptedException {
        apply(cluster, name, more);
    }

    /** The Repository {@code offsite} of another cluster, which lies at the same place. */
    void applyRepository(TestCluster other, String more) throws IOException, InterruptedException {
        apply(other, "offsite", more);
    }

    private void apply(TestCluster to, String name, String more) throws IOException, InterruptedException {
        to.applyText("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: %s}
                spec: {address: "%s", credentialsSecret: offsite%s}
                """.formatted(name, address(), more));
    }

    /** Returns when it is ready. */
    void makeRepository(String more) throws IOException, InterruptedException {
        applyRepository("offsite", ", password: {name: offsite, key: password}" + more);
        cluster.await("default", "repository/offsite", "condition=Ready", PATIENCE);
    }

    /** Nothing listens for a while. */
    void goAway(Duration time) throws IOException, InterruptedException {
        server.close();
        Thread.sleep(time);
        server = Server.s3(folder, server.address());
    }

    /** Nothing listens from now on. */
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
    }
}
