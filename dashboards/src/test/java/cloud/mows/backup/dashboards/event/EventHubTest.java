package cloud.mows.backup.dashboards.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventHubTest {
    private final EventHub hub = new EventHub("e");

    @Test
    void whoWasAwayGetsWhatTheyMissed() {
        hub.publish("run", 1);
        hub.publish("run", 2);
        hub.publish("app", 3);
        List<Event> heard = new ArrayList<>();

        assertThat(hub.listen("e-1", heard::add).orElseThrow())
                .extracting(Event::data)
                .containsExactly(2, 3);
        assertThat(hub.listen("e-3", heard::add)).contains(List.of());
        hub.publish("setup", 4);

        assertThat(heard).extracting(Event::id).containsExactly("e-4", "e-4");
    }

    @Test
    void whatIsNotKnownAnyMoreIsTold() {
        for (int i = 0; i < 1000; i++) {
            hub.publish("run", i);
        }

        assertThat(hub.listen("e-1", event -> {})).isEmpty();
        assertThat(hub.listen("other-999", event -> {})).isEmpty();
        assertThat(hub.listen(null, event -> {})).isEmpty();
        assertThat(hub.listen("e-999", event -> {}).orElseThrow()).hasSize(1);
    }

    @Test
    void whoIsForgottenHearsNothing() {
        List<Event> heard = new ArrayList<>();
        java.util.function.Consumer<Event> listener = heard::add;
        hub.listen(null, listener);

        hub.forget(listener);
        hub.publish("run", 1);

        assertThat(heard).isEmpty();
    }
}
