package cloud.mows.backup.core.source.tar;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The end of a stream at which an archive is made for another process of this machine, a {@link FeedReceiver}. That one may need
 * long until it is ready, for it waits for locks; but if it ends, this is told at once.
 */
public final class FeedSender implements AutoCloseable {
    /** What the receiver sends once. */
    static final int READY = 'r';

    private static final Duration START_MAX = Duration.ofMinutes(5);
    private static final Duration TRY_AGAIN = Duration.ofMillis(200);

    private final Socket socket;

    private FeedSender(Socket socket) {
        this.socket = socket;
    }

    /** Nobody takes the archive, or not all of it. */
    public static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;

        Gone(String message, Throwable cause) {
            super(message, cause);
        }

        Gone(String message) {
            super(message);
        }
    }

    /**
     * Waits until the receiver is ready.
     *
     * @param port of the loopback interface
     * @throws Gone if it does not start within some minutes, or ends before it is ready
     */
    public static FeedSender connect(int port) throws IOException, InterruptedException {
        return connect(port, START_MAX, InstantSource.system());
    }

    static FeedSender connect(int port, Duration startMax, InstantSource clock)
            throws IOException, InterruptedException {
        Socket socket = reach(port, clock.instant().plus(startMax), clock);
        boolean isReady = false;
        try {
            isReady = socket.getInputStream().read() == READY;
            if (!isReady) {
                throw new Gone("who should take the archive ended before it was ready");
            }
        } catch (IOException e) {
            throw e instanceof Gone gone
                    ? gone
                    : new Gone("who should take the archive ended before it was ready: " + e.getMessage(), e);
        } finally {
            if (!isReady) {
                socket.close();
            }
        }
        return new FeedSender(socket);
    }

    private static Socket reach(int port, Instant giveUpAt, InstantSource clock)
            throws IOException, InterruptedException {
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (ConnectException e) {
                socket.close();
                if (!clock.instant().isBefore(giveUpAt)) {
                    throw new Gone("who should take the archive did not start: " + e.getMessage(), e);
                }
                Thread.sleep(TRY_AGAIN);
            }
        }
    }

    /** Takes the archive; throws {@link Gone} when the receiver does not take it any more. To be closed before this. */
    public OutputStream output() throws IOException {
        OutputStream out = socket.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw new Gone("who should take the archive ended before it had all of it: " + e.getMessage(), e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
