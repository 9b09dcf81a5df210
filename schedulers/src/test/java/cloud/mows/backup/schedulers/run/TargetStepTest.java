package cloud.mows.backup.schedulers.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.mover.RepositoryAccess;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TargetStepTest {
    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final MoverTask TASK = new MoverTask(
            new MoverTask.Identity("b-1", "volume/album/offsite"),
            List.of("backup", "/volumes/album"),
            new RepositoryAccess(List.of(), List.of(), List.of(), List.of(), List.of()),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            3600);

    private final MemoryCluster cluster = new MemoryCluster();
    private final Mover mover = new Mover(cluster, new MoverSettings("mows-backup", "image"));

    private Target step(Duration after) {
        RunSettings settings = new RunSettings(
                "c-1",
                List.of("offsite"),
                Map.of("offsite", new Repository()),
                Map.of(),
                Optional.empty(),
                _ -> ClaimVerdict.INCLUDED,
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ofDays(1),
                1);
        return new TargetStep(mover, settings, NOW.plus(after))
                .step("offsite", TASK.identity(), 0, () -> new TargetStep.NextTask.Ready(TASK));
    }

    @Test
    void aPodThatDoesNotStartIsGivenUpAfterAWhileAndTriedAgain() {
        step(Duration.ZERO);
        cluster.put(new PodBuilder()
                .withNewMetadata()
                .withNamespace("mows-backup")
                .withName(TASK.identity().name() + "-x")
                .withCreationTimestamp(NOW.toString())
                .addToLabels("batch.kubernetes.io/job-name", TASK.identity().name())
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("no such image", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
        String why = "its pod waits: ErrImagePull: no such image";
        assertThat(step(Duration.ofMinutes(1)))
                .isEqualTo(new Target.Going("offsite", why, Target.Waits.NOTHING, false));
        assertThat(step(Duration.ofMinutes(19)))
                .as("others may have its place")
                .isEqualTo(new Target.Going("offsite", why, Target.Waits.POD, false));
        assertThat(step(Duration.ofMinutes(20)))
                .isEqualTo(new Target.Going(
                        "offsite",
                        "its pod did not start within 20 minutes: " + why + "; is tried again at 2026-11-26T02:21:00Z",
                        Target.Waits.NOTHING,
                        false));
        assertThat(cluster.all(Job.class)).hasSize(1);
        assertThat(step(Duration.ofMinutes(21)))
                .isEqualTo(new Target.Going(
                        "offsite",
                        "is tried again, because: its pod did not start within 20 minutes: " + why,
                        Target.Waits.NOTHING,
                        true));
        assertThat(cluster.all(Job.class)).isEmpty();
    }
}
