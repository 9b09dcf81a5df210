package cloud.mows.backup.restore.run;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.RestoreStatus;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restores on a cluster without controllers, whose part the test plays. For real: e2e. */
final class RestoreRunTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final String OWN = "mows-backup";
    private static final String PLANNED = "{\"created\":2,\"same\":0,\"different\":0,\"leftOut\":0,\"failed\":0,"
            + "\"problems\":[],\"problemCount\":0}";
    private static final int STEPS_MAX = 40;
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final MemoryCluster cluster = new MemoryCluster();
    private final RestoreRun run =
            new RestoreRun(cluster, new Mover(cluster, new MoverSettings(OWN, "image")), OWN, () -> NOW);
    private final Restore restore = restore("back", true);

    RestoreRunTest() {
        cluster.put(new NamespaceBuilder()
                .withNewMetadata()
                .withName("kube-system")
                .withUid("here")
                .endMetadata()
                .build());
        repository("True");
        cluster.put(point("photos-1", "here", "2026-11-28T03:00:00Z"));
        cluster.put(restore);
    }

    private static Restore restore(String name, boolean planOnly) {
        Restore restore = read(Restore.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: %s, namespace: mows-backup, uid: u-%s, resourceVersion: "1"}
                spec: {app: photos, planOnly: %s}
                """.formatted(name, name, planOnly));
        return restore;
    }

    private static <T extends HasMetadata> T read(Class<T> kind, String yaml) {
        return YAML.unmarshal(yaml, kind);
    }

    private void repository(String ready) {
        cluster.put(read(Repository.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite, uid: r}
                spec: {address: "s3:https://host/bucket/x", password: {name: p, key: password}}
                status: {conditions: [{type: Ready, status: "%s", reason: R, lastTransitionTime: "2026-11-28T03:00:00Z"}]}
                """.formatted(ready)));
    }

    private static RestorePoint point(String name, String clusterId, String time) {
        return read(RestorePoint.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: RestorePoint
                metadata: {name: %s}
                spec:
                  cluster: %s
                  app: photos
                  backupUid: b-%s
                  backupName: nightly
                  time: "%s"
                  ledger: {captured: 3, excused: 0, failed: 0}
                  copies: [{repository: offsite, snapshot: %s}]
                """.formatted(name, clusterId, name, time, "ab".repeat(32)));
    }

    private RestoreStatus step() {
        RestoreStatus status = run.step(restore);
        restore.setStatus(status);
        return status;
    }

    private void endJobs(String outcome) {
        cluster.all(Job.class).stream()
                .filter(job -> job.getStatus() == null)
                .forEach(job -> EndedJob.end(cluster, job, 0, outcome, NOW));
    }

    private void storePlan(String volumes) {
        cluster.put(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(OWN)
                .withName(RestoreTasks.configMap(restore))
                .endMetadata()
                .addToData(
                        "plan.json",
                        "{\"app\":\"photos\",\"namespace\":\"CREATE\",\"volumes\":[" + volumes
                                + "],\"objects\":[],\"gaps\":[]}")
                .build());
    }

    private static String fill(String claim) {
        return "{\"claim\":\"" + claim + "\",\"action\":\"FILL\",\"storageClass\":\"fast\",\"size\":\"1Gi\","
                + "\"accessModes\":[\"ReadWriteOnce\"],\"reason\":\"\"}";
    }

    private void plan(String volumes) {
        step();
        step();
        storePlan(volumes);
        endJobs(PLANNED);
        assertThat(step().phase()).isEqualTo(RestorePhase.PLANNED);
    }

    private void goOn() {
        restore.setSpec(new RestoreSpec("photos", null, null, false));
    }

    /** What the volume controller does with claims and volumes. */
    private void playVolumes() {
        for (PersistentVolumeClaim claim : cluster.all(PersistentVolumeClaim.class)) {
            if (claim.getSpec().getVolumeName() == null) {
                String name = "pv-" + claim.getMetadata().getName();
                cluster.put(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPersistentVolumeReclaimPolicy("Delete")
                        .withNewClaimRef()
                        .withNamespace(OWN)
                        .withName(claim.getMetadata().getName())
                        .withUid("c")
                        .endClaimRef()
                        .endSpec()
                        .build());
                claim.getSpec().setVolumeName(name);
            }
        }
        for (PersistentVolume volume : cluster.all(PersistentVolume.class)) {
            boolean ofApp = "photos".equals(volume.getSpec().getClaimRef().getNamespace());
            PersistentVolumeStatus status = new PersistentVolumeStatus();
            status.setPhase(ofApp ? "Bound" : "Released");
            volume.setStatus(status);
        }
    }

    private RestoreStatus toTheEnd() {
        for (int i = 0; !RestoreRun.isOver(step()); i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(STEPS_MAX);
            playVolumes();
            endJobs(PLANNED);
        }
        return restore.getStatus();
    }

    private List<String> arguments(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
    }

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

    @Test
    void onlyInOurNamespace() {
        restore.getMetadata().setNamespace("photos");
        assertThat(step().phase()).isEqualTo(RestorePhase.FAILED);
        assertThat(restore.getStatus().message()).startsWith("a Restore can only be made in namespace mows-backup");
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
        RestoreSpec any = new RestoreSpec("photos", null, null, false);
        assertThat(chosen(any, young, old, foreign)).isEqualTo("young");
        assertThat(chosen(any, foreign)).isEqualTo("foreign");
        assertThat(chosen(any, foreign, third)).startsWith("several other clusters had an app photos");
        assertThat(chosen(new RestoreSpec("photos", "foreign", null, false), old, foreign))
                .isEqualTo("foreign");
        assertThat(chosen(new RestoreSpec("notes", "old", null, false), old))
                .isEqualTo("restore point old is of app photos");
        assertThat(chosen(new RestoreSpec("photos", null, Instant.parse("2026-11-20T00:00:00Z"), false), young, old))
                .isEqualTo("young");
        assertThat(chosen(new RestoreSpec("photos", null, Instant.parse("2026-11-19T00:00:00Z"), false), young, old))
                .isEqualTo("old");
        assertThat(chosen(new RestoreSpec("photos", null, Instant.parse("2026-10-01T00:00:00Z"), false), young, old))
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

    private void toTheEndInSpiteOfFailures() {
        for (int i = 0; restore.getStatus() == null || !RestoreRun.isOver(restore.getStatus()); i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(STEPS_MAX);
            try {
                step();
            } catch (KubernetesClientException e) {
                // Tried again with the status that was stored last.
            }
            playVolumes();
            endJobs(PLANNED);
        }
    }
}
