package cloud.mows.backup.schedulers.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionEventTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00.75Z");
    private static final Condition OPENED = condition(ConditionStatus.TRUE, "Opened", "it opens");
    private static final Condition GONE = condition(ConditionStatus.FALSE, "Unreachable", "no route to host");

    private static Condition condition(ConditionStatus status, String reason, String message) {
        return new Condition("Ready", status, reason, message, NOW, 1L);
    }

    private static Optional<Event> event(Optional<Condition> before, Condition after) {
        Repository repository = new Repository();
        repository.setMetadata(
                new ObjectMetaBuilder().withName("offsite").withUid("u-1").build());
        return ConditionEvent.of(repository, before, after, NOW);
    }

    @Test
    void saysWhatChanged() {
        Event event = event(Optional.of(OPENED), GONE).orElseThrow();
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("Unreachable");
        assertThat(event.getMessage()).isEqualTo("no route to host");
        assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo("u-1");
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("Repository");
        assertThat(event.getFirstTimestamp()).isEqualTo("2026-11-26T10:00:00Z");
        assertThat(event(Optional.empty(), OPENED).orElseThrow().getType()).isEqualTo("Normal");
    }

    @Test
    void saysNothingWhereOnlyWordsChange() {
        assertThat(event(Optional.of(GONE), condition(ConditionStatus.FALSE, "Unreachable", "still no route")))
                .isEmpty();
    }

    /** So that a controller that was killed before it wrote the status does not say it twice. */
    @Test
    void theSameChangeHasTheSameName() {
        String name =
                event(Optional.of(OPENED), GONE).orElseThrow().getMetadata().getName();
        assertThat(event(Optional.of(OPENED), GONE).orElseThrow().getMetadata().getName())
                .isEqualTo(name)
                .startsWith("offsite.");
        assertThat(event(Optional.empty(), GONE).orElseThrow().getMetadata().getName())
                .isNotEqualTo(name);
    }

    @Test
    void theNameOfAnObjectWithALongOneIsShortEnough() {
        Repository repository = new Repository();
        repository.setMetadata(new ObjectMetaBuilder()
                .withName("a".repeat(215) + "-" + "b".repeat(37))
                .withUid("u-1")
                .build());
        assertThat(ConditionEvent.of(repository, Optional.empty(), OPENED, NOW)
                        .orElseThrow()
                        .getMetadata()
                        .getName())
                .matches("a{215}\\.[0-9a-f-]{36}");
    }
}
