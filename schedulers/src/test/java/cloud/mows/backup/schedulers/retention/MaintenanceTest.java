package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.cluster.MemoryCluster;
import cloud.mows.backup.schedulers.mover.Moved;
import cloud.mows.backup.schedulers.mover.MoverSettings;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MaintenanceTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final List<Backup> stored = new ArrayList<>();
    private final Maintenance maintenance =
            new Maintenance(cluster, new MoverSettings("mows-backup", "image"), (backup, status) -> {
                backup.setStatus(status);
                stored.add(backup);
            });
    private final Repository repository =
            new World().repository("offsite").documents().repositories().getFirst();

    MaintenanceTest() {
        repository.getMetadata().setUid("0f0e");
    }

    private static Backup backup(int day) {
        return FinishedBackup.of("notes", World.NOW.minusSeconds(86_400L * day))
                .objects("offsite", "usb-disk")
                .volume("files", "offsite", "usb-disk")
                .build();
    }

    private Job job() {
        return cluster.all(Job.class).getFirst();
    }

    private List<String> arguments() {
        return job().getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs();
    }

    private void end(Job job, int exitCode) {
        job.setStatus(new JobStatusBuilder()
                .withConditions(new JobConditionBuilder()
                        .withType(exitCode == 0 ? "Complete" : "Failed")
                        .withStatus("True")
                        .build())
                .build());
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("mows-backup")
                .withName(job.getMetadata().getName() + "-x")
                .withLabels(
                        Map.of("batch.kubernetes.io/job-name", job.getMetadata().getName()))
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage("it said so")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        cluster.put(pod);
    }

    @Test
    void whatAJobRemovedIsStruckOutOfThisRepositoryOnly() {
        List<Backup> goes = List.of(backup(9), backup(8));
        assertThat(maintenance.forget(repository, goes)).isInstanceOf(Moved.Running.class);
        assertThat(arguments())
                .startsWith("forget", "--retry-lock=2h", "--unsafe-allow-remove-all")
                .contains("--tag=backup-uid=" + goes.get(0).getMetadata().getUid())
                .contains("--tag=backup-uid=" + goes.get(1).getMetadata().getUid());
        assertThat(stored).isEmpty();
        end(job(), 0);
        assertThat(maintenance.forget(repository, goes)).isInstanceOf(Moved.Ended.class);
        assertThat(stored).isEqualTo(goes);
        assertThat(goes)
                .allSatisfy(backup -> assertThat(backup.getStatus().parts())
                        .hasSize(2)
                        .allSatisfy(part -> assertThat(part.snapshots())
                                .extracting(snapshot -> snapshot.repository())
                                .containsExactly("usb-disk")));
        assertThat(cluster.all(Job.class)).hasSize(1);
        maintenance.clear(repository);
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void whatFailsIsStruckOutNowhere() {
        List<Backup> goes = List.of(backup(9));
        maintenance.forget(repository, goes);
        end(job(), 1);
        assertThat(maintenance.forget(repository, goes)).isEqualTo(new Moved.Failed("it said so"));
        assertThat(stored).isEmpty();
    }

    @Test
    void tasksComeOneAfterTheOtherAndNoneIsStopped() {
        Instant due = World.NOW;
        maintenance.prune(repository, due);
        assertThat(arguments()).containsExactly("prune", "--retry-lock=2h", "--max-unused=5%");
        assertThat(maintenance.forget(repository, List.of(backup(9)))).isInstanceOf(Moved.Running.class);
        assertThat(arguments()).startsWith("prune");
        end(job(), 0);
        maintenance.forget(repository, List.of(backup(9)));
        assertThat(cluster.all(Job.class)).isEmpty();
        maintenance.forget(repository, List.of(backup(9)));
        assertThat(arguments()).startsWith("forget");
    }

    @Test
    void anotherRepositoryDoesNotWait() {
        maintenance.prune(repository, World.NOW);
        Repository other =
                new World().repository("usb-disk").documents().repositories().getFirst();
        other.getMetadata().setUid("0f0f");
        maintenance.prune(other, World.NOW);
        assertThat(cluster.all(Job.class)).hasSize(2);
    }

    @Test
    void aTaskTakesOnlySoManyBackups() {
        List<Backup> many =
                IntStream.range(0, 1200).mapToObj(MaintenanceTest::backup).toList();
        maintenance.forget(repository, many);
        assertThat(arguments()).hasSize(3 + 500);
        end(job(), 0);
        maintenance.forget(repository, many);
        assertThat(stored).hasSize(500);
    }
}
