package cloud.mows.backup.dashboards.event;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What happens, while it happens. */
@Path("/api/v1/events")
public final class EventResource {
    private static final int WAITING_MAX = 1024;
    private static final long SILENCE_SECONDS_MAX = 20;

    private final EventHub hub;

    public EventResource(EventHub hub) {
        this.hub = hub;
    }

    /**
     * An event {@code reset} comes first where it is not known what the listener missed: it asks for everything anew.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @Context SseEventSink sink, @Context Sse sse, @HeaderParam("Last-Event-ID") @Nullable String last) {
        BlockingQueue<Event> queue = new ArrayBlockingQueue<>(WAITING_MAX);
        Thread.ofVirtual().name("events").start(() -> send(sink, sse, last, queue));
    }

    void send(SseEventSink sink, Sse sse, @Nullable String last, BlockingQueue<Event> queue) {
        boolean[] full = new boolean[1];
        Consumer<Event> listener = event -> full[0] |= !queue.offer(event);
        Optional<List<Event>> missed = hub.listen(last, listener);
        try (sink) {
            if (missed.isEmpty()) {
                await(sink, sse.newEventBuilder().name("reset").data("{}").build());
            }
            for (Event event : missed.orElse(List.of())) {
                await(sink, of(sse, event));
            }
            while (!sink.isClosed() && !full[0]) {
                Event event = queue.poll(SILENCE_SECONDS_MAX, TimeUnit.SECONDS);
                // Only by sending it is noticed that nobody is there any more.
                await(sink, event == null ? sse.newEventBuilder().comment("").build() : of(sse, event));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // The listener has gone; it comes back with the id of the last event that it has.
            return;
        } finally {
            hub.forget(listener);
        }
    }

    private static void await(SseEventSink sink, OutboundSseEvent event)
            throws InterruptedException, ExecutionException {
        try {
            sink.send(event).toCompletableFuture().get();
        } catch (IllegalStateException e) {
            if (!sink.isClosed()) {
                throw e;
            }
            throw new ExecutionException(e);
        }
    }

    private static OutboundSseEvent of(Sse sse, Event event) {
        return sse.newEventBuilder()
                .id(event.id())
                .name(event.type())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(event.data())
                .build();
    }
}
