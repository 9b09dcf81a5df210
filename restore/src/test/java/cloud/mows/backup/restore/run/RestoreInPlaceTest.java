package cloud.mows.backup.restore.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.StoppedWorkload;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restores into an app that is there. */
final class RestoreInPlaceTest extends RestoreScene {
    private static final String STOP = "{\"kind\":\"Deployment\",\"name\":\"web\",\"replicas\":3,\"after\":3}";
    private static final String OVERWRITE = fill("files").replace("FILL", "OVERWRITE");

    RestoreInPlaceTest() {
        restore.setSpec(new RestoreSpec(
                "photos", null, List.of(), List.of(), null, null, Existing.REPLACE, true, false, false, true));
        cluster.put(read(Deployment.class, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: photos}
                spec: {replicas: 3}
                """));
        cluster.put(read(PersistentVolumeClaim.class, """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: files, namespace: photos}
                spec: {volumeName: theirs}
                """));
        cluster.put(read(PersistentVolume.class, """
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: theirs}
                spec:
                  storageClassName: fast
                  accessModes: [ReadWriteOnce]
                  capacity: {storage: 1Gi}
                  persistentVolumeReclaimPolicy: Delete
                  claimRef: {namespace: photos, name: files, uid: c}
                  csi: {driver: d, volumeHandle: h, nodeStageSecretRef: {name: luks, namespace: x}}
                """));
        pod("web-1");
    }

    private void pod(String name) {
        cluster.put(read(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: photos}
                spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: files}}]}
                status: {phase: Running}
                """.formatted(name)));
    }

    private int replicas() {
        return cluster.all(Deployment.class).getFirst().getSpec().getReplicas();
    }

    /** What the controllers of workloads and volumes do. */
    @Override
    void playVolumes() {
        for (Pod pod : cluster.all(Pod.class)) {
            if (replicas() == 0 && pod.getMetadata().getNamespace().equals("photos")) {
                cluster.remove(pod);
            }
        }
        cluster.all(PersistentVolumeClaim.class).stream()
                .filter(claim -> claim.getMetadata().getNamespace().equals(OWN))
                .forEach(claim ->
                        claim.setStatus(read(PersistentVolumeClaim.class, """
                        apiVersion: v1
                        kind: PersistentVolumeClaim
                        metadata: {name: x}
                        status: {phase: Bound}
                        """).getStatus()));
    }

    private PersistentVolume volume(String name) {
        return cluster.all(PersistentVolume.class).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void untilFilling() {
        plan(STOP, OVERWRITE);
        goOn();
        for (int i = 0;
                cluster.all(Job.class).stream().noneMatch(job -> arguments(job).contains("--verify"));
                i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(20);
            step();
            playVolumes();
        }
    }

    private void assertNothingOfOursIsLeft() {
        assertThat(cluster.all(PersistentVolume.class)).containsExactly(volume("theirs"));
        assertThat(volume("theirs").getSpec().getPersistentVolumeReclaimPolicy())
                .isEqualTo("Delete");
        assertThat(cluster.all(PersistentVolumeClaim.class))
                .extracting(claim -> claim.getMetadata().getName())
                .containsExactly("files");
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void whatIsStoppedIsWrittenDownBeforeItIsStopped() {
        plan(STOP, OVERWRITE);
        goOn();
        assertThat(step().phase()).isEqualTo(RestorePhase.STOPPING);
        assertThat(step().stopped()).containsExactly(new StoppedWorkload("Deployment", "web", 3));
        assertThat(replicas()).isEqualTo(3);
        step();
        assertThat(replicas()).isZero();
        assertThat(step().message()).isEqualTo("waits until web-1 has stopped");
        assertThat(cluster.all(PersistentVolume.class)).hasSize(1);
        playVolumes();
        assertThat(step().phase()).isEqualTo(RestorePhase.RESTORING_VOLUMES);
    }

    @Test
    void theVolumeIsOverwrittenUnderASecondOneThatIsKeptWhenItGoes() {
        untilFilling();
        PersistentVolume second = cluster.all(PersistentVolume.class).getLast();
        assertThat(second.getSpec().getCsi())
                .isEqualTo(volume("theirs").getSpec().getCsi());
        assertThat(second.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
        assertThat(second.getSpec().getClaimRef().getNamespace()).isEqualTo(OWN);
        assertThat(second.getSpec().getClaimRef().getUid()).isNull();
        Job filling = cluster.all(Job.class).stream()
                .filter(job -> arguments(job).contains("--verify"))
                .findFirst()
                .orElseThrow();
        assertThat(arguments(filling)).contains("--include=/files", "--delete");
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).as(ended.message()).isEqualTo(RestorePhase.SUCCEEDED);
        assertThat(replicas()).isEqualTo(3);
        assertThat(ended.stopped()).isEmpty();
        assertNothingOfOursIsLeft();
    }

    @Test
    void objectsAreReplacedByThoseWhoMayAndKnowWhatIsStopped() {
        untilFilling();
        endJobs("");
        for (int i = 0;
                cluster.all(Job.class).stream()
                        .noneMatch(job -> arguments(job).contains("--replace")
                                && !arguments(job).contains("--plan"));
                i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(20);
            step();
            playVolumes();
        }
        Job objects = cluster.all(Job.class).stream()
                .filter(job ->
                        arguments(job).contains("--replace") && !arguments(job).contains("--plan"))
                .findFirst()
                .orElseThrow();
        assertThat(arguments(objects)).contains("--stopped=Deployment/web=3", "--delete-files");
        assertThat(arguments(objects)).noneMatch(argument -> argument.startsWith("--volume"));
        assertThat(objects.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo("mows-backup-replacer");
    }

    @Test
    void aWorkloadStartsAgainWhenItsVolumeCannotBeFilled() {
        untilFilling();
        cluster.all(Job.class).stream()
                .filter(job -> job.getStatus() == null)
                .forEach(job -> EndedJob.end(cluster, job, 1, "no space is left", NOW));
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message()).contains("no space is left", "some files may be as they were");
        assertThat(replicas()).isEqualTo(3);
        assertNothingOfOursIsLeft();
    }

    @Test
    void aWorkloadStartsAgainWhenThePlanIsLost() {
        untilFilling();
        cluster.all(ConfigMap.class).forEach(cluster::remove);
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(replicas()).isEqualTo(3);
        assertNothingOfOursIsLeft();
    }

    @Test
    void aWorkloadStartsAgainWhenTheRestoreIsDeleted() {
        untilFilling();
        for (int i = 0; !run.abandon(restore); i++) {
            assertThat(i).isLessThan(20);
        }
        assertThat(replicas()).isEqualTo(3);
        assertNothingOfOursIsLeft();
    }

    /** Argo CD, Flux, an operator: two would write to the same file system. */
    @Test
    void aPodThatIsStartedMeanwhileEndsIt() {
        untilFilling();
        pod("web-2");
        step();
        assertThat(cluster.all(Job.class)).noneMatch(job -> arguments(job).contains("--verify"));
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message()).contains("pod web-2 was started on it meanwhile");
    }

    @Test
    void aClaimThatHasAnotherVolumeByNowIsNotTouched() {
        plan(STOP, OVERWRITE.replace("}", ",\"volume\":\"another\"}"));
        goOn();
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message()).contains("claim files has another volume than when the restore was planned");
        assertThat(replicas()).isEqualTo(3);
        assertNothingOfOursIsLeft();
    }

    @Test
    void whatWasSavedWithoutReplicasStaysWithout() {
        plan(STOP.replace("\"after\":3", "\"after\":0"), OVERWRITE);
        goOn();
        assertThat(toTheEnd().phase()).isEqualTo(RestorePhase.SUCCEEDED);
        assertThat(replicas()).isZero();
    }

    private void save() {
        restore.setSpec(new RestoreSpec(
                "photos", null, List.of(), List.of(), null, null, Existing.REPLACE, false, true, false, true));
        plan(STOP, OVERWRITE);
        goOn();
        assertThat(step().phase()).isEqualTo(RestorePhase.SAVING);
        step();
    }

    private Backup backup(String name, String status) {
        Backup backup = read(Backup.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: photos, uid: b-safe}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}}
                status: {%s}
                """.formatted(name, status));
        cluster.put(backup);
        return backup;
    }

    @Test
    void whatIsThereIsBackedUpBeforeAnythingIsStopped() {
        save();
        String name = cluster.all(Backup.class).getFirst().getMetadata().getName();
        assertThat(name).matches("before-restore-back-[0-9a-f]{8}");
        backup(name, "phase: Running, message: saves files");
        assertThat(step().message()).isEqualTo("backs up what is there (Backup photos/" + name + "): saves files");
        backup(name, "phase: Succeeded, ledger: {captured: 3, excused: 0, failed: 0}");
        assertThat(step().message()).isEqualTo("waits for the restore point of Backup " + name);
        assertThat(replicas()).isEqualTo(3);
        cluster.put(point("safe", "here", "2026-11-29T11:59:00Z"));
        assertThat(step().phase()).isEqualTo(RestorePhase.STOPPING);
        assertThat(restore.getStatus().savedAs()).isEqualTo("safe");
    }

    @Test
    void nothingIsChangedIfNotAllOfItCouldBeBackedUp() {
        save();
        String name = cluster.all(Backup.class).getFirst().getMetadata().getName();
        backup(name, "phase: PartiallyFailed, message: a volume is missing");
        RestoreStatus ended = step();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message())
                .contains("nothing was changed", "a volume is missing", "with saveFirst: false (--no-save)");
        assertThat(replicas()).isEqualTo(3);
    }

    /** Both went on at the same moment. */
    @Test
    void ofTwoThatAreStoppingTheEarlierGoesFirst() {
        Restore other = restore("earlier", false);
        other.getMetadata().setCreationTimestamp("2026-11-29T11:00:00Z");
        restore.getMetadata().setCreationTimestamp("2026-11-29T11:00:01Z");
        plan(STOP, OVERWRITE);
        goOn();
        step();
        other.setStatus(restore.getStatus());
        cluster.put(other);
        assertThat(step().message()).isEqualTo("waits: Restore earlier is at work on the same app");
        other.getMetadata().setCreationTimestamp("2026-11-29T11:00:02Z");
        assertThat(step().stopped()).hasSize(1);
    }

    @Test
    void aBackupThatRunsIsWaitedFor() {
        backup("nightly", "phase: Running");
        plan(STOP, OVERWRITE);
        goOn();
        step();
        assertThat(step().message()).isEqualTo("waits: Backup nightly of the app has not ended");
        assertThat(restore.getStatus().stopped()).isEmpty();
        backup("nightly", "phase: Failed");
        assertThat(step().stopped()).hasSize(1);
    }

    @Test
    void cancelledInTheMiddleEverythingStartsAgain() {
        untilFilling();
        restore.setSpec(restore.getSpec().withCancel());
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.CANCELLED);
        assertThat(ended.message()).contains("cancelled in the middle");
        assertThat(replicas()).isEqualTo(3);
        assertNothingOfOursIsLeft();
    }

    @Test
    void cancelledBeforeItBeganChangesNothing() {
        save();
        restore.setSpec(restore.getSpec().withCancel());
        assertThat(toTheEnd().message()).isEqualTo("was cancelled before anything was changed");
        assertThat(cluster.all(Backup.class).getFirst().getSpec().cancel()).isTrue();
    }

    /** Whatever call fails, the next step goes on from what is there, and nothing stays stopped. */
    @Test
    void goesOnAfterAnyCallThatFails() {
        int call = 1;
        boolean failed = true;
        while (failed) {
            RestoreInPlaceTest again = new RestoreInPlaceTest();
            again.plan(STOP, OVERWRITE);
            again.goOn();
            again.cluster.failing(again.cluster.calls() + call++);
            again.toTheEndInSpiteOfFailures();
            failed = again.cluster.hasFailed();
            assertThat(again.restore.getStatus().phase()).isEqualTo(RestorePhase.SUCCEEDED);
            assertThat(again.replicas()).isEqualTo(3);
            again.assertNothingOfOursIsLeft();
        }
        assertThat(call).as("calls that were tried").isGreaterThan(20);
    }
}
