package cloud.mows.backup.cluster.volume;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepperTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Change CHANGE = new Change.Create(Things.claim());
    private static final Decision<Progress<String>> WAIT = Decision.of(new Progress.Pending<>("busy"), CHANGE);
    private static final Decision<Progress<String>> DONE = Decision.of(new Progress.Done<>("it"));

    private final ObservedCluster cluster = new ObservedCluster();
    private final Stepper stepper = new Stepper(cluster, () -> NOON);

    @Test
    void beforeTheDeadlineItMakesTheChangesAndTellsWhatIsPending() {
        assertThat(stepper.take(WAIT, NOON.plusNanos(1))).isEqualTo(new Progress.Pending<>("busy"));
        assertThat(cluster.changes).containsExactly(CHANGE);
    }

    @Test
    void fromTheDeadlineOnItChangesNothing() {
        assertThat(stepper.take(WAIT, NOON).toString()).contains("TOO_LATE", "it took too long: busy");
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void whatIsDoneIsDoneAtAnyTime() {
        assertThat(stepper.take(DONE, NOON)).isEqualTo(new Progress.Done<>("it"));
    }

    @Test
    void aRefusalIsWhatItWaitsFor() {
        cluster.refusal = Optional.of("exceeded quota");
        assertThat(stepper.take(WAIT, NOON.plusNanos(1))).isEqualTo(new Progress.Pending<>("exceeded quota"));
    }

    @Test
    void aRefusalAtTheDeadlineIsTheReason() {
        Instant[] now = {NOON, NOON.plusSeconds(1)};
        int[] asked = {0};
        Stepper slow = new Stepper(cluster, () -> now[asked[0]++]);
        cluster.refusal = Optional.of("exceeded quota");
        assertThat(slow.take(WAIT, NOON.plusNanos(1)).toString())
                .contains("TOO_LATE", "it took too long: exceeded quota");
    }

    @Test
    void removingHasNoDeadline() {
        Decision<Release> decision = Decision.of(new Release.Pending(List.of("a claim")), CHANGE);
        assertThat(stepper.take(decision)).isEqualTo(new Release.Pending(List.of("a claim")));
        assertThat(cluster.changes).containsExactly(CHANGE);
        cluster.refusal = Optional.of("not allowed");
        assertThat(stepper.take(decision)).isEqualTo(new Release.Pending(List.of("not allowed")));
    }
}
