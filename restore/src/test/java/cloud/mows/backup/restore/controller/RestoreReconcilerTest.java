package cloud.mows.backup.restore.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.restore.run.RestoreRun;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreReconcilerTest {
    private static final String OWN = "mows-backup";

    private final MemoryCluster cluster = new MemoryCluster();
    private final RestoreReconciler reconciler = new RestoreReconciler(
            cluster,
            new RestoreRun(
                    cluster,
                    new Mover(cluster, new MoverSettings(OWN, "image")),
                    OWN,
                    () -> Instant.parse("2026-11-30T04:00:00Z")));

    private static Restore restore(String phase) {
        Restore restore = new KubernetesSerialization().unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: back, namespace: mows-backup, uid: u-1, resourceVersion: "1"}
                spec: {app: photos}
                status: {phase: %s}
                """.formatted(phase), Restore.class);
        restore.getMetadata().setFinalizers(List.of(Unfinished.FINALIZER, "others/one"));
        return restore;
    }

    private List<String> finalizers() {
        return cluster.all(Restore.class).getFirst().getFinalizers();
    }

    @Test
    void oneThatIsOverHoldsNobody() {
        Restore restore = restore("Succeeded");
        cluster.put(restore);
        assertThat(new Unfinished().accept(restore)).isTrue();

        UpdateControl<Restore> control = reconciler.reconcile(restore, null);

        assertThat(control.isNoUpdate()).isTrue();
        assertThat(control.getScheduleDelay()).isEmpty();
        assertThat(finalizers()).containsExactly("others/one");
        assertThat(new Unfinished().accept(cluster.all(Restore.class).getFirst()))
                .as("is given no finalizer again")
                .isFalse();
    }

    @Test
    void itIsHeldUntilNothingIsLeftThatItMade() {
        Restore restore = restore("Cancelled");
        cluster.put(restore);
        cluster.put(new JobBuilder()
                .withNewMetadata()
                .withNamespace(OWN)
                .withName("left")
                .withLabels(Map.of(MoverTask.Identity.OWNER_LABEL, "u-1"))
                .endMetadata()
                .build());

        UpdateControl<Restore> control = reconciler.reconcile(restore, null);

        assertThat(control.getScheduleDelay()).isPresent();
        assertThat(cluster.all(Job.class)).isEmpty();
        assertThat(finalizers()).contains(Unfinished.FINALIZER);
        reconciler.reconcile(restore, null);
        assertThat(finalizers()).doesNotContain(Unfinished.FINALIZER);
    }

    @Test
    void oneThatIsAtWorkIsLookedAt() {
        assertThat(new Unfinished().accept(restore("RestoringVolumes"))).isTrue();
    }
}
