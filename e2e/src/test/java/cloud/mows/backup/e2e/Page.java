package cloud.mows.backup.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of {@code mows-backup serve} in a real Chromium. */
public final class Page {
    private static final Path SOURCES = Machine.root().resolve("dashboards/src/main/page");
    private static final Path PICTURES = Machine.root().resolve("e2e/target/page");

    private Page() {}

    /** Where nobody listens now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A service that has just been started, as soon as it can be asked. */
    public static Started listening(Started serve, int port) throws InterruptedException {
        return listens(serve.untilPrinted("MOWS Backup is at http://127.0.0.1:" + port + "/"), port);
    }

    /** The same, of one that everybody reaches in their own way. */
    public static Started listeningAtPort(Started serve, int port) throws InterruptedException {
        return listens(serve.untilPrinted("MOWS Backup is at port " + port), port);
    }

    private static Started listens(Started serve, int port) throws InterruptedException {
        return serve.until("it listens", () -> Server.listens(new InetSocketAddress("127.0.0.1", port)));
    }

    /**
     * Playwright, to be given what is to be done; pictures of each screen stay in {@code e2e/target/page}.
     *
     * @param width {@code desktop} or {@code phone}
     * @param state of the service, which holds the token that logs in
     */
    public static Program browser(Path folder, String width, int port, Path state) throws IOException {
        String address = "http://127.0.0.1:" + port + "/";
        String token = Files.readString(state.resolve("login-token")).strip().replace("\"", "");
        return browser(folder, width, address).with("MOWS_LINK", address + "#login=" + token);
    }

    /** The same, where nobody is logged in by a link. */
    public static Program browser(Path folder, String width, String address) throws IOException {
        return Program.of(
                        folder,
                        Machine.tool("node").toString(),
                        SOURCES.resolve("node_modules/@playwright/test/cli.js").toString())
                .in(SOURCES)
                .with("CI", System.getenv("CI"))
                .with("MOWS_CHROMIUM", Machine.tool("chromium").toString())
                .with("MOWS_WIDTH", width)
                .with("MOWS_ADDRESS", address)
                .with("MOWS_PICTURES", PICTURES.toString())
                .with("MOWS_BROWSER_OUTPUT", PICTURES.resolve("output-" + width).toString());
    }
}
