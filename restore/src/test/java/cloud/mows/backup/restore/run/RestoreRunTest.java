package cloud.mows.backup.restore.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.StorageClassMapping;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restores to where nothing is. */
final class RestoreRunTest extends RestoreScene {
    @Test
    void aPlanChangesNothingUntilItIsLetGoOn() {
        plan(fill("files"));
        assertThat(restore.getStatus().source().restorePoint()).isEqualTo("photos-1");
        assertThat(restore.getStatus().objects().created()).isEqualTo(2);
        for (int i = 0; i < 3; i++) {
            assertThat(step().phase()).isEqualTo(RestorePhase.PLANNED);
        }
        assertThat(cluster.all(PersistentVolumeClaim.class)).isEmpty();
        goOn();
        assertThat(step().phase()).isEqualTo(RestorePhase.RESTORING_VOLUMES);
    }

    @Test
    void volumesAreFilledInOurNamespaceAndHandedOverBeforeAnyObjectIsMade() {
        plan(fill("files"));
        goOn();
        step();
        step();
        PersistentVolumeClaim ours = cluster.all(PersistentVolumeClaim.class).getFirst();
        assertThat(ours.getMetadata().getNamespace()).isEqualTo(OWN);
        assertThat(ours.getMetadata().getOwnerReferences().getFirst().getUid()).isEqualTo("u-back");
        step();
        Job filling = cluster.all(Job.class).stream()
                .filter(job -> arguments(job).contains("--verify"))
                .findFirst()
                .orElseThrow();
        endJobs("");
        playVolumes();
        for (int i = 0; i < 3; i++) {
            step();
        }
        assertThat(cluster.all(Job.class))
                .as("a claim is in use as long as there is a pod that names it")
                .doesNotContain(filling);
        assertThat(arguments(filling))
                .contains("restore", "ab".repeat(32) + ":/volumes", "--target=/volumes", "--include=/files");
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.SUCCEEDED);
        PersistentVolume volume = cluster.all(PersistentVolume.class).getFirst();
        assertThat(volume.getSpec().getClaimRef().getNamespace()).isEqualTo("photos");
        assertThat(volume.getSpec().getClaimRef().getName()).isEqualTo("files");
        assertThat(volume.getSpec().getClaimRef().getUid()).isNull();
        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy()).isEqualTo("Delete");
        assertThat(cluster.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    /** The pod of a volume's mover fails for good: no object is made, and nothing is left. */
    @Test
    void aVolumeThatCannotBeFilledEndsItBeforeAnyObjectIsMade() {
        plan(fill("files"));
        goOn();
        step();
        step();
        playVolumes();
        step();
        cluster.all(Job.class).stream()
                .filter(job -> job.getStatus() == null)
                .forEach(job -> EndedJob.end(cluster, job, 1, "no space is left", NOW));
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message()).contains("volume files could not be filled: no space is left");
        assertThat(cluster.all(PersistentVolumeClaim.class)).isEmpty();
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void aClaimThatIsThereByNowIsNotTouched() {
        plan(fill("files"));
        cluster.put(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("photos")
                .withName("files")
                .endMetadata()
                .withNewSpec()
                .withVolumeName("theirs")
                .endSpec()
                .build());
        goOn();
        RestoreStatus ended = toTheEnd();
        assertThat(ended.phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(ended.message()).contains("claim files was made in photos since the plan was");
    }

    @Test
    void aRepositoryThatIsAwayIsWaitedFor() {
        repository("False");
        assertThat(step().phase()).isEqualTo(RestorePhase.PENDING);
        assertThat(restore.getStatus().message()).isEqualTo("waits: Repository offsite is not ready");
        repository("True");
        assertThat(step().phase()).isEqualTo(RestorePhase.PLANNING);
    }

    @Test
    void twoOfOneAppDoNotWorkAtOnce() {
        Restore other = restore("other", false);
        other.setStatus(read(Restore.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: other}
                spec: {app: photos}
                status: {phase: RestoringVolumes}
                """).getStatus());
        cluster.put(other);
        plan("");
        goOn();
        step();
        assertThat(restore.getStatus().message()).isEqualTo("waits: Restore other is at work on the same app");
    }

    /** Everything that is made or looked at is in the namespace that is restored into; what is read is the app's. */
    @Test
    void intoAnotherNamespace() {
        restore.setSpec(new RestoreSpec(
                "photos",
                "copy",
                List.of(new StorageClassMapping("fast", "slow")),
                List.of("ConfigMap/a"),
                null,
                null,
                null,
                false,
                null,
                false,
                true));
        plan(fill("files"));
        Job planning = cluster.all(Job.class).getFirst();
        assertThat(arguments(planning))
                .contains("--app=photos", "--to=copy", "--storage-class=fast=slow", "--only=ConfigMap/a");
        goOn();
        for (int i = 0;
                cluster.all(PersistentVolume.class).stream()
                        .noneMatch(each ->
                                "copy".equals(each.getSpec().getClaimRef().getNamespace()));
                i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(20);
            step();
            playVolumes();
            endJobs(PLANNED);
        }
        assertThat(cluster.all(PersistentVolume.class)
                        .getFirst()
                        .getSpec()
                        .getClaimRef()
                        .getName())
                .isEqualTo("files");
    }

    @Test
    void notIntoOurNamespace() {
        restore.setSpec(
                new RestoreSpec("photos", OWN, List.of(), List.of(), null, null, null, false, null, false, true));
        assertThat(step().phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(restore.getStatus().message()).contains("where the secrets of repositories are");
    }

    /** Nothing can be made in it, and what is there goes: asked once, not for every object. */
    @Test
    void aNamespaceThatIsBeingDeletedIsWaitedFor() {
        Namespace going = new NamespaceBuilder()
                .withNewMetadata()
                .withName("photos")
                .withDeletionTimestamp("2026-11-29T11:59:00Z")
                .endMetadata()
                .build();
        cluster.put(going);
        assertThat(step().phase()).isEqualTo(RestorePhase.PENDING);
        assertThat(restore.getStatus().message()).isEqualTo("waits: namespace photos is being deleted");
        cluster.remove(going);
        assertThat(step().phase()).isEqualTo(RestorePhase.PLANNING);
    }

    @Test
    void onlyInOurNamespace() {
        restore.getMetadata().setNamespace("photos");
        assertThat(step().phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(restore.getStatus().message()).startsWith("a Restore can only be made in namespace mows-backup");
    }

    private static RestorePoint spoilt() {
        RestorePoint point = point("spoilt", "here", "2026-11-28T00:00:00Z");
        RestorePointSpec spec = point.getSpec();
        point.setSpec(new RestorePointSpec(
                spec.cluster(),
                spec.app(),
                spec.backupUid(),
                "before-restore-photos-12345678",
                spec.policy(),
                spec.time(),
                spec.ledger(),
                spec.bytes(),
                spec.copies()));
        return point;
    }

    private String chosen(RestoreSpec spec, RestorePoint... points) {
        return switch (PointChoice.choose(spec, List.of(points), "here")) {
            case PointChoice.Choice.Chosen(RestorePoint point) ->
                point.getMetadata().getName();
            case PointChoice.Choice.None(String reason) -> reason;
        };
    }

    @Test
    void choosesTheNewestOrTheOneThatIsMeant() {
        RestorePoint old = point("old", "here", "2026-11-01T00:00:00Z");
        RestorePoint young = point("young", "here", "2026-11-20T00:00:00Z");
        RestorePoint foreign = point("foreign", "there", "2026-11-25T00:00:00Z");
        RestorePoint third = point("third", "elsewhere", "2026-11-25T00:00:00Z");
        RestoreSpec any = RestoreSpec.of("photos");
        assertThat(chosen(any, young, old, foreign)).isEqualTo("young");
        RestorePoint spoilt = spoilt();
        assertThat(chosen(any, young, old, spoilt))
                .as("what a restore was to get rid of")
                .isEqualTo("young");
        assertThat(chosen(
                        new RestoreSpec(
                                "photos", null, List.of(), List.of(), "spoilt", null, null, false, null, false, false),
                        young,
                        spoilt))
                .isEqualTo("spoilt");
        assertThat(chosen(any, foreign)).isEqualTo("foreign");
        assertThat(chosen(any, foreign, third)).startsWith("several other clusters had an app photos");
        assertThat(chosen(
                        new RestoreSpec(
                                "photos", null, List.of(), List.of(), "foreign", null, null, false, null, false, false),
                        old,
                        foreign))
                .isEqualTo("foreign");
        assertThat(chosen(
                        new RestoreSpec(
                                "notes", null, List.of(), List.of(), "old", null, null, false, null, false, false),
                        old))
                .isEqualTo("restore point old is of app photos");
        assertThat(chosen(
                        new RestoreSpec(
                                "photos",
                                null,
                                List.of(),
                                List.of(),
                                null,
                                Instant.parse("2026-11-20T00:00:00Z"),
                                null,
                                false,
                                null,
                                false,
                                false),
                        young,
                        old))
                .isEqualTo("young");
        assertThat(chosen(
                        new RestoreSpec(
                                "photos",
                                null,
                                List.of(),
                                List.of(),
                                null,
                                Instant.parse("2026-11-19T00:00:00Z"),
                                null,
                                false,
                                null,
                                false,
                                false),
                        young,
                        old))
                .isEqualTo("old");
        assertThat(chosen(
                        new RestoreSpec(
                                "photos",
                                null,
                                List.of(),
                                List.of(),
                                null,
                                Instant.parse("2026-10-01T00:00:00Z"),
                                null,
                                false,
                                null,
                                false,
                                false),
                        young,
                        old))
                .isEqualTo("there is no restore point from before 2026-10-01T00:00:00Z; the oldest is of"
                        + " 2026-11-01T00:00:00Z");
    }

    /** Whatever call fails, the next step goes on from what is there. */
    @Test
    void goesOnAfterAnyCallThatFails() {
        plan(fill("files"));
        goOn();
        int call = 1;
        boolean failed = true;
        while (failed) {
            RestoreRunTest again = new RestoreRunTest();
            again.plan(fill("files"));
            again.goOn();
            again.cluster.failing(again.cluster.calls() + call++);
            again.toTheEndInSpiteOfFailures();
            failed = again.cluster.hasFailed();
            assertThat(again.restore.getStatus().phase()).isEqualTo(RestorePhase.SUCCEEDED);
            assertThat(again.cluster.all(PersistentVolumeClaim.class)).isEmpty();
            assertThat(again.cluster.all(PersistentVolume.class))
                    .singleElement()
                    .satisfies(volume -> {
                        assertThat(volume.getSpec().getPersistentVolumeReclaimPolicy())
                                .isEqualTo("Delete");
                        assertThat(volume.getMetadata().getLabels()).isNullOrEmpty();
                    });
        }
        assertThat(call).as("calls that were tried").isGreaterThan(10);
    }
}
