package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import cloud.mows.backup.schedulers.retention.Maintenance;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From what is no longer kept to a repository that is pruned. */
final class MaintenanceReconcilerTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final List<Backup> struckOut = new ArrayList<>();
    private final World world = new World()
            .namespace("notes")
            .repository("offsite", ", prune: {schedule: {cron: '0 4 * * *', jitterSeconds: 0}}", "True")
            .cluster("{retention: {last: 1}}");
    private final Repository repository = world.documents().repositories().getFirst();
    private final MaintenanceReconciler reconciler = new MaintenanceReconciler(
            new ClusterView(cluster, () -> World.NOW),
            new Maintenance(
                    cluster,
                    new MoverSettings("mows-backup", "image"),
                    (backup, status) -> {
                        backup.setStatus(status);
                        struckOut.add(backup);
                    },
                    () -> World.NOW));

    MaintenanceReconcilerTest() {
        repository.getMetadata().setUid("0f0e");
        repository.getMetadata().setCreationTimestamp("2026-11-25T12:00:00Z");
        cluster.put(new NamespaceBuilder()
                .withNewMetadata()
                .withName("kube-system")
                .withUid(FinishedBackup.CLUSTER)
                .endMetadata()
                .build());
        world.documents().namespaces().forEach(cluster::put);
        world.documents().cluster().ifPresent(cluster::put);
        cluster.put(repository);
    }

    private UpdateControl<Repository> reconcile() {
        UpdateControl<Repository> control = reconciler.reconcile(repository, null);
        control.getResource().ifPresent(applied -> {
            RepositoryStatus status = applied.getStatus();
            repository.setStatus(new RepositoryStatus(
                    null,
                    repository.getStatus().conditions(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    status.lastCheckTime(),
                    status.nextCheckTime(),
                    status.checkedPart(),
                    status.lastPruneTime(),
                    status.nextPruneTime()));
        });
        return control;
    }

    private List<String> arguments() {
        return cluster.all(Job.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs();
    }

    private void end() {
        EndedJob.end(cluster, cluster.all(Job.class).getFirst(), 0, "", World.NOW);
    }

    @Test
    void forgetsThenPrunesThenRests() {
        FinishedBackup ended =
                FinishedBackup.of("notes", World.NOW.minus(Duration.ofDays(2))).objects("offsite");
        Backup old = ended.build();
        cluster.put(old);
        cluster.put(ended.point());
        cluster.put(FinishedBackup.of("notes", World.NOW.minus(Duration.ofDays(1)))
                .objects("offsite")
                .point());
        reconcile();
        assertThat(arguments())
                .startsWith("forget")
                .endsWith("--tag=backup=" + old.getMetadata().getUid());
        end();
        reconcile();
        assertThat(struckOut).containsExactly(old);
        assertThat(cluster.all(RestorePoint.class)).hasSize(1);
        reconcile();
        assertThat(arguments()).startsWith("mover", "prune").contains("--cluster=" + FinishedBackup.CLUSTER);
        assertThat(repository.getStatus().lastPruneTime()).isNull();
        end();
        reconcile();
        assertThat(repository.getStatus().lastPruneTime()).isEqualTo(World.NOW);
        assertThat(repository.getStatus().nextPruneTime()).isEqualTo("2026-11-27T04:00:00Z");
        assertThat(cluster.all(Job.class)).as("until what came of it is stored").hasSize(1);
        reconcile();
        assertThat(cluster.all(Job.class)).isEmpty();
    }
}
