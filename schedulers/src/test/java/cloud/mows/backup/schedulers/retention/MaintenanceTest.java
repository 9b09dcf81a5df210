package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MaintenanceTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private Instant now = World.NOW;
    private final List<Backup> stored = new ArrayList<>();
    private final Maintenance maintenance = new Maintenance(
            cluster,
            new MoverSettings("mows-backup", "image"),
            (backup, status) -> {
                backup.setStatus(status);
                stored.add(backup);
            },
            () -> now);
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
        EndedJob.end(cluster, job, exitCode, "it said so", World.NOW);
    }

    private static MaintenanceTask.Prune prune(Instant due) {
        return new MaintenanceTask.Prune(due, FinishedBackup.CLUSTER);
    }

    @Test
    void whatAJobRemovedIsStruckOutOfThisRepositoryOnly() {
        List<Backup> goes = List.of(backup(9), backup(8));
        assertThat(forget(goes)).isInstanceOf(MoverState.Running.class);
        assertThat(arguments())
                .startsWith("forget", "--retry-lock=2h", "--unsafe-allow-remove-all")
                .contains("--tag=backup=" + goes.get(0).getMetadata().getUid())
                .contains("--tag=backup=" + goes.get(1).getMetadata().getUid());
        assertThat(stored).isEmpty();
        end(job(), 0);
        assertThat(forget(goes)).isInstanceOf(MoverState.Ended.class);
        assertThat(stored).isEqualTo(goes);
        assertThat(goes)
                .allSatisfy(backup -> assertThat(backup.getStatus().restorePoints())
                        .extracting(point -> point.repository())
                        .containsExactly("usb-disk"));
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void aRestorePointThatLiesNowhereAnyMoreGoes() {
        Backup goes = backup(9);
        RestorePoint point = point(goes);
        RestorePoint other = point(backup(8));
        cluster.put(point);
        cluster.put(other);
        forget(List.of(goes));
        end(job(), 0);
        assertThat(forget(List.of(goes))).isInstanceOf(MoverState.Ended.class);
        assertThat(cluster.all(RestorePoint.class)).containsExactly(other);
    }

    @Test
    void whatAJobCopiedIsEnteredIntoTheRestorePoints() {
        RestorePoint point = point(backup(9));
        cluster.put(point);
        Repository friend =
                new World().repository("friend").documents().repositories().getFirst();
        friend.getMetadata().setUid("0f0f");
        MaintenanceTask.Copy task = new MaintenanceTask.Copy("offsite", List.of("ab".repeat(32)));

        assertThat(maintenance.copying(friend)).isEmpty();
        assertThat(maintenance.copy(friend, Optional.of(repository), task)).isInstanceOf(MoverState.Running.class);
        assertThat(arguments())
                .containsExactly("mover", "copy", "--retry-lock=2h", "--from-name=offsite", "ab".repeat(32));
        assertThat(maintenance.copying(friend)).as("also by whoever leads next").contains(task);
        assertThat(maintenance.copying(repository)).isEmpty();
        end(job(), 0);
        cluster.print("""
                {"message_type":"copy","original":"%s","snapshot_id":"%s"}
                {"message_type":"end","copies":1}
                """.formatted("ab".repeat(32), "cd".repeat(32)));
        assertThat(maintenance.copy(friend, Optional.of(repository), task)).isInstanceOf(MoverState.Ended.class);
        assertThat(cluster.all(RestorePoint.class).getFirst().getSpec().copies())
                .containsExactly(
                        new SnapshotCopy("offsite", "ab".repeat(32)), new SnapshotCopy("friend", "cd".repeat(32)));
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void aListThatIsNotWholeIsNone() {
        assertThat(CopiedSnapshots.parse("{\"message_type\":\"copy\",\"original\":\"a\"}\n"))
                .isEmpty();
        assertThat(CopiedSnapshots.parse("{\"message_type\":\"end\",\"copies\":1}\n"))
                .isEmpty();
        assertThat(CopiedSnapshots.parse("hello\n{\"message_type\":\"end\",\"copies\":0}\n"))
                .isPresent();
    }

    private static RestorePoint point(Backup backup) {
        RestorePoint point = new RestorePoint();
        point.setMetadata(new ObjectMetaBuilder()
                .withName("notes-" + backup.getMetadata().getUid())
                .build());
        point.setSpec(new RestorePointSpec(
                "c",
                "notes",
                backup.getMetadata().getUid(),
                backup.getMetadata().getName(),
                null,
                World.NOW,
                new LedgerSummary(1, 0, 0),
                null,
                List.of(new SnapshotCopy("offsite", "ab".repeat(32)))));
        return point;
    }

    @Test
    void aCheckReadsItsPartAndDamageIsNotWholeButNoFailure() {
        MaintenanceTask.Check check = new MaintenanceTask.Check(World.NOW, 3, 20);
        assertThat(maintenance.check(repository, check)).isInstanceOf(MoverState.Running.class);
        assertThat(arguments())
                .containsExactly(
                        "mover",
                        "check",
                        "--retry-lock=2h",
                        "--summary-file=/dev/termination-log",
                        "--read-data-subset=3/20");
        EndedJob.end(cluster, job(), 3, "{\"errors\":1}", World.NOW);
        assertThat(maintenance.check(repository, check)).isEqualTo(new MoverState.Ended("{\"errors\":1}", false));
    }

    /** Else the Job of a Repository that is deleted meanwhile stays for ever. */
    @Test
    void aJobGoesWithItsRepository() {
        forget(List.of(backup(9)));
        assertThat(job().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Repository"));
    }

    @Test
    void withoutABackupNothingIsRemoved() {
        assertThatIllegalArgumentException().isThrownBy(() -> forget(List.of()));
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void whatFailsIsStruckOutNowhere() {
        List<Backup> goes = List.of(backup(9));
        forget(goes);
        end(job(), 1);
        for (int minute = 0; minute <= 30; minute++) {
            now = World.NOW.plusSeconds(60L * minute);
            assertThat(forget(goes))
                    .isInstanceOfSatisfying(
                            MoverState.Failed.class,
                            failed -> assertThat(failed.reason()).isEqualTo("it said so"));
        }
        assertThat(stored).isEmpty();
        assertThat(cluster.all(Job.class)).as("nothing is tried again so soon").hasSize(1);
        now = now.plusSeconds(1);
        forget(goes);
        assertThat(cluster.all(Job.class)).isEmpty();
        assertThat(forget(goes)).isInstanceOf(MoverState.Running.class);
    }

    @Test
    void tasksComeOneAfterTheOtherAndNoneIsStopped() {
        Instant due = World.NOW;
        maintenance.prune(repository, prune(due));
        assertThat(arguments())
                .containsExactly(
                        "mover", "prune", "--retry-lock=2h", "--cluster=" + FinishedBackup.CLUSTER, "--max-unused=5%");
        assertThat(forget(List.of(backup(9)))).isInstanceOf(MoverState.Running.class);
        assertThat(arguments()).startsWith("mover", "prune");
        end(job(), 0);
        forget(List.of(backup(9)));
        assertThat(cluster.all(Job.class)).isEmpty();
        forget(List.of(backup(9)));
        assertThat(arguments()).startsWith("forget");
    }

    @Test
    void whatGoesOnIsNotCleared() {
        maintenance.prune(repository, prune(World.NOW));
        maintenance.clear(repository);
        assertThat(cluster.all(Job.class)).hasSize(1);
        end(job(), 0);
        assertThat(maintenance.prune(repository, prune(World.NOW))).isInstanceOf(MoverState.Ended.class);
        maintenance.clear(repository);
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void anotherRepositoryDoesNotWait() {
        maintenance.prune(repository, prune(World.NOW));
        Repository other =
                new World().repository("usb-disk").documents().repositories().getFirst();
        other.getMetadata().setUid("0f0f");
        maintenance.prune(other, prune(World.NOW));
        assertThat(cluster.all(Job.class)).hasSize(2);
    }

    /** Also of one that is no longer wanted: its snapshots are gone all the same. */
    @Test
    void whatATaskRemovesIsKnownUntilItIsStruckOut() {
        List<Backup> goes = List.of(backup(9), backup(8));
        assertThat(maintenance.forgetting(repository)).isEmpty();
        forget(goes);
        List<String> uids = maintenance.forgetting(repository);
        assertThat(uids).containsExactlyInAnyOrderElementsOf(uids(goes));
        end(job(), 0);
        Backup other = backup(7);
        assertThat(maintenance.forget(repository, uids, List.of(goes.get(0), goes.get(1), other)))
                .isInstanceOf(MoverState.Ended.class);
        assertThat(stored).isEqualTo(goes);
        maintenance.prune(repository, prune(World.NOW));
        assertThat(maintenance.forgetting(repository)).isEmpty();
    }

    private static List<String> uids(List<Backup> backups) {
        return backups.stream().map(backup -> backup.getMetadata().getUid()).toList();
    }

    private MoverState forget(List<Backup> goes) {
        return maintenance.forget(repository, uids(goes), goes);
    }
}
