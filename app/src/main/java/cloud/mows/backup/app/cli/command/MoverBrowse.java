package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.browse.BrowseServer;
import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.OpenRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;

/** What a Job of the controller runs while somebody looks into a repository. */
public final class MoverBrowse implements CliCommand {
    private String keyHash = "";
    private int port;
    private Duration idle = Duration.ofMinutes(10);

    @Override
    public void declare(OptionSet options) {
        options.about("Answers questions about a repository for whoever has the session's key, until nobody asks.")
                .value("--key-hash", "<hex>", "SHA-256 of the key.", value -> keyHash = value)
                .value("--port", "<n>", "Where to listen.", value -> port = Integer.parseInt(value))
                .value(
                        "--idle-seconds",
                        "<n>",
                        "Ends when nobody asked for so long.",
                        value -> idle = Duration.ofSeconds(Long.parseLong(value)));
    }

    @Override
    public int run(Session session) throws IOException {
        if (keyHash.isEmpty() || port == 0) {
            throw new UsageException("mover browse needs --key-hash and --port");
        }
        OpenRepository repository = new OpenRepository(() -> open(session), InstantSource.system());
        try (BrowseServer server = BrowseServer.start(repository, keyHash, new InetSocketAddress(port))) {
            session.say("answers at port " + server.port());
            session.console().flush();
            server.awaitIdle(idle);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static Engine open(Session session) {
        try {
            return session.open(LockNeed.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
