package cloud.mows.backup.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real server on a free port of an address of this machine. */
public record Server(Started started, InetSocketAddress address) implements AutoCloseable {
    public static final String S3_KEY = "testaccess";
    public static final String S3_SECRET = "testsecret";

    /** versitygw over a folder. */
    static Server s3(Path folder) throws IOException, InterruptedException {
        return s3(folder, InetAddress.getLoopbackAddress());
    }

    /** versitygw over a folder, where {@code host} is reached. */
    public static Server s3(Path folder, InetAddress host) throws IOException, InterruptedException {
        return s3(folder, freePort(host));
    }

    /** One over the same folder, where an earlier one was reached that is closed. */
    public static Server s3(Path folder, InetSocketAddress address) throws IOException, InterruptedException {
        Program program = Program.of(folder, Machine.tool("versitygw").toString())
                .with("ROOT_ACCESS_KEY", S3_KEY)
                .with("ROOT_SECRET_KEY", S3_SECRET);
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        return of(program.start("--port", text(address), "--quiet", "posix", buckets.toString()), address);
    }

    /** rclone serve restic over a folder. */
    static Server rest(Path folder) throws IOException, InterruptedException {
        return rest(folder, InetAddress.getLoopbackAddress(), "", "");
    }

    /** rclone serve restic over a folder, where {@code host} is reached, for one user. */
    public static Server rest(Path folder, InetAddress host, String user, String password)
            throws IOException, InterruptedException {
        InetSocketAddress address = freePort(host);
        Program program = Program.of(folder, Machine.tool("rclone").toString())
                .with("RCLONE_USER", user)
                .with("RCLONE_PASS", password);
        Path served = Files.createDirectories(folder.resolve("served"));
        return of(program.start("serve", "restic", "--addr", text(address), served.toString()), address);
    }

    public int port() {
        return address.getPort();
    }

    private static Server of(Started started, InetSocketAddress address) throws InterruptedException {
        return new Server(started.until("the server listens", () -> listens(address)), address);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress freePort(InetAddress host) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, host)) {
            return new InetSocketAddress(host, socket.getLocalPort());
        }
    }

    @Override
    public void close() {
        started.close();
    }
}
