package cloud.mows.backup.dashboards.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes events on, and keeps the newest for those that were away for a moment. */
public final class EventHub {
    private static final int KEPT = 512;

    /** Tells events of this process from those of one before. */
    private final String epoch;

    private final Deque<Event> kept = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private long count;

    public EventHub(String epoch) {
        this.epoch = epoch;
    }

    public synchronized void publish(String type, Object data) {
        Event event = new Event(epoch + "-" + ++count, type, data);
        kept.addLast(event);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /**
     * Passes on what comes from now on.
     *
     * @param last the id of the last event that the listener has
     * @return what it missed since then; empty if that is not known, so that it has to ask for everything anew
     */
    public synchronized Optional<List<Event>> listen(@Nullable String last, Consumer<Event> listener) {
        listeners.add(listener);
        if (last == null) {
            return Optional.empty();
        }
        if (last.equals(epoch + "-" + count)) {
            return Optional.of(List.of());
        }
        List<Event> missed = new ArrayList<>();
        boolean found = false;
        for (Event event : kept) {
            if (found) {
                missed.add(event);
            }
            found |= event.id().equals(last);
        }
        return found ? Optional.of(List.copyOf(missed)) : Optional.empty();
    }

    public void forget(Consumer<Event> listener) {
        listeners.remove(listener);
    }
}
