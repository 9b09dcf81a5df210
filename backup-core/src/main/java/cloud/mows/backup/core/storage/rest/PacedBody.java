package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.http.Pace;
import cloud.mows.backup.core.storage.http.PacedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** The body of a request, which tells how far it has been sent. */
final class PacedBody implements HttpRequest.BodyPublisher {
    private final Content content;
    private final HttpRequest.BodyPublisher publisher;
    private final AtomicLong sent = new AtomicLong();

    PacedBody(Content content, Pace pace) {
        this.content = content;
        this.publisher = HttpRequest.BodyPublishers.ofInputStream(
                () -> counted(pace == Pace.FULL ? content.stream() : new PacedInputStream(content.stream(), pace)));
    }

    /** Grows with every piece that the connection takes. */
    long sent() {
        return sent.get();
    }

    private InputStream counted(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                int one = in.read();
                sent.incrementAndGet();
                return one;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = in.read(target, offset, length);
                sent.incrementAndGet();
                return count;
            }
        };
    }

    /** Known, so that it is not sent in chunks: servers reserve the room. */
    @Override
    public long contentLength() {
        return content.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        publisher.subscribe(subscriber);
    }
}
