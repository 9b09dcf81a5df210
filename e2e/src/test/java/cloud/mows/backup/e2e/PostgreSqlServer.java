package cloud.mows.backup.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real PostgreSQL server with data and a socket of its own. It does not run as root, so where the tests do, it is Debian's user
 * {@code postgres}; only that user gets in by the socket, and everybody else by a password over TCP.
 */
public final class PostgreSqlServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final String owner;
    private final Path programs;
    private final int port;
    private final Started started;

    private PostgreSqlServer(Path folder, String owner, Path programs, int port, Started started) {
        this.folder = folder;
        this.owner = owner;
        this.programs = programs;
        this.port = port;
        this.started = started;
    }

    public static PostgreSqlServer start() throws IOException, InterruptedException {
        boolean root = "root".equals(System.getProperty("user.name"));
        String owner = root ? "postgres" : System.getProperty("user.name");
        Path programs = programs();
        // Not below a folder of JUnit's, which only its owner may enter.
        Path folder = Files.createTempDirectory("mows-postgresql");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (root) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
        }
        Program as = as(folder, owner);
        Path data = folder.resolve("data");
        as.and(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + owner,
                        "--auth-local=peer",
                        "--auth-host=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-sync")
                .succeed();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Started started = as.start(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-k",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off");
        PostgreSqlServer server = new PostgreSqlServer(folder, owner, programs, port, started);
        started.until("PostgreSQL takes connections", server::isReady);
        return server;
    }

    private static Path programs() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(INSTALLED)) {
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(INSTALLED)) {
                versions.forEach(version -> found.add(version.resolve("bin")));
            }
        }
        found.removeIf(bin -> !Files.isExecutable(bin.resolve("initdb")));
        return found.stream()
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> Machine.skip("PostgreSQL is missing: run e2e/tools/apt.sh"));
    }

    private static Program as(Path folder, String owner) {
        return owner.equals(System.getProperty("user.name"))
                ? Program.of(folder)
                : Program.of(folder, "runuser", "--user=" + owner, "--");
    }

    private boolean isReady() {
        try {
            return psql("postgres").run("--command=select 1").exitCode() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A program of this server's version, as its owner. */
    public Program program(String name) {
        return as(folder, owner)
                .with("PGHOST", folder.toString())
                .with("PGPORT", Integer.toString(port))
                .and(programs.resolve(name).toString());
    }

    Program psql(String database) {
        return program("psql").and("--no-psqlrc", "--tuples-only", "--no-align", "--dbname=" + database);
    }

    /** What it answers. */
    public String sql(String database, String statement) throws InterruptedException {
        return psql(database)
                .succeed("--set=ON_ERROR_STOP=1", "--command=" + statement)
                .output()
                .strip();
    }

    /** Where its owner may read and write; others read. */
    public Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    /** In the machine and in the database. */
    String owner() {
        return owner;
    }

    /** As if the machine had lost power; returns when none of its processes runs any more. */
    void kill() {
        try {
            program("pg_ctl").run("stop", "--mode=immediate", "--pgdata=" + folder.resolve("data"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.kill();
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        started.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
