package cloud.mows.backup.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real server on a free port of 127.0.0.1. */
record Server(Started started, int port) implements AutoCloseable {
    static final String S3_KEY = "testaccess";
    static final String S3_SECRET = "testsecret";

    /** versitygw over a folder. */
    static Server s3(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Program program = Program.of(folder, Machine.tool("versitygw").toString())
                .with("ROOT_ACCESS_KEY", S3_KEY)
                .with("ROOT_SECRET_KEY", S3_SECRET);
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        return of(program.start("--port", "127.0.0.1:" + port, "--quiet", "posix", buckets.toString()), port);
    }

    /** rclone serve restic over a folder. */
    static Server rest(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        Program program = Program.of(folder, Machine.tool("rclone").toString());
        Path served = Files.createDirectories(folder.resolve("served"));
        return of(program.start("serve", "restic", "--addr", "127.0.0.1:" + port, served.toString()), port);
    }

    private static Server of(Started started, int port) throws InterruptedException {
        return new Server(started.until("the server listens", () -> listens(port)), port);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.close();
    }
}
