package cloud.mows.backup.core.storage.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that fails when it is silent for too long, which the JDK's own does not. It asks for one
 * batch of buffers at a time, so that no more than two are in memory.
 */
final class BodyStream extends InputStream implements HttpResponse.BodySubscriber<BodyStream> {
    /** What the connection delivers: bytes, an end, or a failure. */
    private record Event(
            List<ByteBuffer> bytes, boolean end, @Nullable Throwable failure) {}

    private final Duration silenceMax;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(4);
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private List<ByteBuffer> batch = List.of();
    private int next;
    private boolean ended;

    BodyStream(Duration silenceMax) {
        this.silenceMax = silenceMax;
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (!subscription.complete(given)) {
            given.cancel();
            return;
        }
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        offer(new Event(item, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        offer(new Event(List.of(), false, failure));
    }

    @Override
    public void onComplete() {
        offer(new Event(List.of(), true, null));
    }

    /** There is room: one batch is asked for at a time, and one end follows at most. */
    private void offer(Event event) {
        if (!events.offer(event)) {
            throw new IllegalStateException("more than was asked for");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            while (next < batch.size()) {
                ByteBuffer buffer = batch.get(next);
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(target, offset, count);
                    return count;
                }
                next++;
            }
            if (ended || !fetch()) {
                return -1;
            }
        }
    }

    /** False at the end. */
    private boolean fetch() throws IOException {
        Event event;
        try {
            event = events.poll(silenceMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading the answer");
        }
        if (event == null) {
            close();
            throw new SocketTimeoutException("the answer fell silent for " + silenceMax.toMillis() + " ms");
        }
        if (event.failure() != null) {
            close();
            throw new IOException("the answer broke off: " + event.failure().getMessage(), event.failure());
        }
        if (event.end()) {
            ended = true;
            return false;
        }
        batch = event.bytes();
        next = 0;
        subscription.join().request(1);
        return true;
    }

    /** Gives the connection up unless the body was read to its end. From here on the stream is at its end. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            subscription.thenAccept(Flow.Subscription::cancel);
        }
    }
}
