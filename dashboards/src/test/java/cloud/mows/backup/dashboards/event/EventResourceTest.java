package cloud.mows.backup.dashboards.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Proxy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** With a stand-in for the server's connection: a real one cannot be made to close between two calls. */
final class EventResourceTest {
    private final EventHub hub = new EventHub("test");

    /** A connection whose browser goes away just before something is sent, as Quarkus tells it. */
    private static final class Sink implements SseEventSink {
        private final int goesAt;
        private final boolean closes;
        private int sent;
        private boolean closed;

        Sink(int goesAt, boolean closes) {
            this.goesAt = goesAt;
            this.closes = closes;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public CompletionStage<?> send(OutboundSseEvent event) {
            if (++sent == goesAt) {
                closed = closes;
                throw new IllegalStateException("Already closed");
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Makes events that say nothing. */
    private static Sse sse() {
        return proxy(Sse.class);
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, _) -> method.getReturnType().isInstance(self) ? self : proxy(method.getReturnType())));
    }

    @Test
    void aTabThatClosesIsNoFault() {
        hub.publish("app", "one");
        new EventResource(hub).send(new Sink(1, true), sse(), null, new ArrayBlockingQueue<>(9));

        Sink later = new Sink(2, true);
        ArrayBlockingQueue<Event> queue = new ArrayBlockingQueue<>(9);
        queue.add(new Event("1", "app", "two"));
        new EventResource(hub).send(later, sse(), null, queue);
        assertThat(later.sent).isEqualTo(2);
    }

    @Test
    void otherFaultsAreNotHidden() {
        assertThatThrownBy(
                        () -> new EventResource(hub).send(new Sink(1, false), sse(), null, new ArrayBlockingQueue<>(9)))
                .isInstanceOf(IllegalStateException.class);
    }
}
