package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.points.RestorePoints;
import cloud.mows.backup.schedulers.policy.World;
import cloud.mows.backup.schedulers.run.BackupRun;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a Backup goes through the hands of the SDK; what the steps do: BackupRunTest. */
final class BackupReconcilerTest {
    private static final int STEPS_MAX = 50;
    private static final String SAVED = "{\"snapshot_id\":\"" + "ab".repeat(32)
            + "\",\"total_bytes_processed\":100,\"total_files_processed\":3,\"data_added_packed\":40,"
            + "\"captured\":5,\"excused\":2,\"failed\":0}";

    private final MemoryCluster cluster = new MemoryCluster();
    private final Backup backup = Serialization.unmarshal("""
            apiVersion: backup.k8s.mows.cloud/v1alpha1
            kind: Backup
            metadata: {name: nightly, namespace: notes, uid: b-1, generation: 1, resourceVersion: "7", creationTimestamp: "2026-11-26T11:59:00Z"}
            spec: {policy: {kind: ClusterBackupPolicy, name: default}}
            """, Backup.class);
    private final World world = new World().namespace("kube-system").namespace("notes");
    private Instant now = World.NOW;

    private final BackupReconciler reconciler = new BackupReconciler(
            cluster,
            new ClusterView(cluster, () -> now),
            () -> {},
            new BackupRun(
                    cluster,
                    Map.of(),
                    new Mover(cluster, new MoverSettings("mows-backup", "image")),
                    "mows-backup",
                    () -> now),
            (observed, status) -> observed.setStatus(status),
            new RestorePoints(cluster),
            new Events(cluster, () -> now));

    private void see() {
        world.documents().namespaces().forEach(cluster::put);
        world.documents().repositories().forEach(cluster::put);
        cluster.put(backup);
    }

    private UpdateControl<Backup> reconcile() {
        UpdateControl<Backup> control = reconciler.reconcile(backup, null);
        control.getResource().ifPresent(applied -> {
            assertThat(control.isPatchStatus()).isTrue();
            assertThat(applied.getMetadata().getResourceVersion())
                    .as("refused if the Backup has changed")
                    .isEqualTo(backup.getMetadata().getResourceVersion());
            assertThat(applied.getSpec()).isNull();
            backup.setStatus(applied.getStatus());
        });
        return control;
    }

    private void endJobs() {
        cluster.all(Job.class).stream()
                .filter(job -> job.getStatus() == null)
                .forEach(job -> EndedJob.end(cluster, job, 0, SAVED, now));
    }

    private void untilAJobHasStarted() {
        for (int i = 0; cluster.all(Job.class).isEmpty(); i++) {
            assertThat(i).isLessThan(STEPS_MAX);
            reconcile();
        }
    }

    @Test
    void withoutARepositoryItWaitsAndSaysSoOnce() {
        assertThat(new Unfinished().accept(backup)).isTrue();
        see();
        assertThat(reconcile().getScheduleDelay()).isPresent();
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.PENDING);
        assertThat(backup.getStatus().message()).isEqualTo("waits: there is no Repository");
        assertThat(reconcile().isNoUpdate()).isTrue();
    }

    /** Hundreds may wait, and each look is at the whole cluster. */
    @Test
    void whileItWaitsItAsksForWhatIsThereOnlyNowAndThen() {
        see();
        reconcile();
        int asked = cluster.calls();
        reconcile();
        assertThat(cluster.calls()).isEqualTo(asked);
        now = now.plusSeconds(4);
        reconcile();
        assertThat(cluster.calls()).isGreaterThan(asked);
    }

    @Test
    void goesToItsEndAndRests() {
        world.repository("offsite");
        see();
        UpdateControl<Backup> last = reconcile();
        for (int i = 0; !BackupRun.isOver(last.getResource().orElse(backup).getStatus()); i++) {
            assertThat(i).as(() -> backup.getStatus().toString()).isLessThan(STEPS_MAX);
            endJobs();
            now = now.plusSeconds(2);
            last = reconcile();
        }
        assertThat(last.getScheduleDelay()).as("to be released").isPresent();
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(cluster.all(Job.class)).isEmpty();
        assertThat(cluster.all(Event.class)).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("NothingMissing");
            assertThat(event.getInvolvedObject().getName()).isEqualTo("nightly");
        });
        assertThat(cluster.all(RestorePoint.class)).singleElement().satisfies(point -> {
            assertThat(point.getMetadata().getName()).matches("notes-[0-9a-f]{10}");
            assertThat(point.getSpec().app()).isEqualTo("notes");
            assertThat(point.getSpec().time()).isEqualTo(backup.getStatus().snapshotTime());
            assertThat(point.getSpec().copies()).containsExactly(new SnapshotCopy("offsite", "ab".repeat(32)));
        });
        backup.getMetadata().setFinalizers(List.of(Unfinished.FINALIZER, "others/one"));
        assertThat(new Unfinished().accept(backup)).isTrue();
        UpdateControl<Backup> after = reconcile();
        assertThat(after.isNoUpdate()).isTrue();
        assertThat(after.getScheduleDelay()).isEmpty();
        assertThat(cluster.all(Backup.class)).singleElement().satisfies(stored -> {
            assertThat(stored.getFinalizers()).containsExactly("others/one");
            assertThat(new Unfinished().accept(stored))
                    .as("is given no finalizer again")
                    .isFalse();
        });
    }

    @Test
    void oneThatIsDeletedInTheMiddleStaysUntilNothingIsLeft() {
        world.repository("offsite");
        see();
        untilAJobHasStarted();
        for (int i = 0; ; i++) {
            assertThat(i).isLessThan(STEPS_MAX);
            DeleteControl control = reconciler.cleanup(backup, null);
            if (control.isRemoveFinalizer()) {
                break;
            }
            assertThat(control.getScheduleDelay()).isPresent();
        }
        assertThat(cluster.all(Job.class)).isEmpty();
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.CANCELLED);
        assertThat(backup.getStatus().message()).isEqualTo("its Backup was deleted");
    }

    @Test
    void oneThatHasNotBegunGoesAtOnce() {
        see();
        reconcile();
        assertThat(reconciler.cleanup(backup, null).isRemoveFinalizer()).isFalse();
        assertThat(reconciler.cleanup(backup, null).isRemoveFinalizer()).isTrue();
    }
}
