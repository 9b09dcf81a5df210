package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stream at which an archive arrives that another process of this machine makes, see {@link FeedSender}. It listens from the
 * beginning, so that the other process sees when this one ends; it takes something only when it is ready.
 */
public final class FeedReceiver implements AutoCloseable {
    /** It starts at the same time as we do. */
    private static final Duration START_MAX = Duration.ofMinutes(5);

    /** Longer than a sender takes to find out that whom it asks does not answer. */
    private static final Duration STILL_MAX = Duration.ofMinutes(15);

    private static final Duration STAY_MAX = Duration.ofSeconds(30);

    private final ServerSocket server;
    private final Duration startMax;
    private final Duration stillMax;
    private @Nullable Socket connection;

    private FeedReceiver(ServerSocket server, Duration startMax, Duration stillMax) {
        this.server = server;
        this.startMax = startMax;
        this.stillMax = stillMax;
    }

    /** @param port of the loopback interface */
    public static FeedReceiver listen(int port) {
        return listen(port, START_MAX, STILL_MAX);
    }

    static FeedReceiver listen(int port, Duration startMax, Duration stillMax) {
        try {
            return new FeedReceiver(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()), startMax, stillMax);
        } catch (IOException e) {
            throw new BackupException(
                    ProblemCode.FAILED,
                    "port " + port + " of the loopback interface cannot be listened on: " + e.getMessage(),
                    "look which process uses it",
                    e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /**
     * From now on the sender may send.
     *
     * @throws BackupException if there is none
     */
    public InputStream open() {
        try {
            server.setSoTimeout((int) startMax.toMillis());
            Socket socket = server.accept();
            connection = socket;
            socket.setSoTimeout((int) stillMax.toMillis());
            socket.getOutputStream().write(FeedSender.READY);
            return new Input(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            throw failed("did not come within " + shown(startMax), e);
        } catch (IOException e) {
            throw failed("cannot be heard: " + e.getMessage(), e);
        }
    }

    private static String shown(Duration time) {
        return time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " ms";
    }

    private static BackupException failed(String what, IOException e) {
        return new BackupException(
                ProblemCode.FAILED,
                "who should send the archive " + what + ", so no snapshot was made of it",
                "look at its messages",
                e);
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            try {
                return super.read(into, offset, length);
            } catch (SocketTimeoutException e) {
                throw failed("has sent nothing for " + shown(stillMax), e);
            } catch (IOException e) {
                throw failed("went away: " + e.getMessage(), e);
            }
        }
    }

    /** If this ends before it was ready, it stays until the sender has come, for one who finds nobody would wait for a late start. */
    @Override
    public void close() {
        try (server) {
            if (connection == null) {
                server.setSoTimeout((int) Math.min(STAY_MAX.toMillis(), startMax.toMillis()));
                connection = server.accept();
            }
        } catch (IOException e) {
            // Nobody came, or nobody may any more.
            connection = null;
        }
        if (connection != null) {
            close(connection);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is sent any more, and nobody waits for it.
            return;
        }
    }
}
