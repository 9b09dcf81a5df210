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
import cloud.mows.backup.crds.restore.RestoreStatus;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;

/** A Restore on a cluster without controllers, whose part the test plays. For real: e2e. */
class RestoreScene {
    static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    static final String OWN = "mows-backup";
    static final String PLANNED = "{\"created\":2,\"same\":0,\"different\":0,\"leftOut\":0,\"failed\":0,"
            + "\"problems\":[],\"problemCount\":0}";
    private static final int STEPS_MAX = 40;
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    final MemoryCluster cluster = new MemoryCluster();
    final RestoreRun run = new RestoreRun(cluster, new Mover(cluster, new MoverSettings(OWN, "image")), OWN, () -> NOW);
    final Restore restore = restore("back", true);

    RestoreScene() {
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

    static Restore restore(String name, boolean planOnly) {
        Restore restore = read(Restore.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: %s, namespace: mows-backup, uid: u-%s, resourceVersion: "1"}
                spec: {app: photos, planOnly: %s}
                """.formatted(name, name, planOnly));
        return restore;
    }

    static <T extends HasMetadata> T read(Class<T> kind, String yaml) {
        return YAML.unmarshal(yaml, kind);
    }

    void repository(String ready) {
        cluster.put(read(Repository.class, """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite, uid: r}
                spec: {address: "s3:https://host/bucket/x", password: {name: p, key: password}}
                status: {conditions: [{type: Ready, status: "%s", reason: R, lastTransitionTime: "2026-11-28T03:00:00Z"}]}
                """.formatted(ready)));
    }

    static RestorePoint point(String name, String clusterId, String time) {
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

    RestoreStatus step() {
        RestoreStatus status = run.step(restore);
        restore.setStatus(status);
        return status;
    }

    void endJobs(String outcome) {
        cluster.all(Job.class).stream()
                .filter(job -> job.getStatus() == null)
                .forEach(job -> EndedJob.end(cluster, job, 0, outcome, NOW));
    }

    void storePlan(String volumes) {
        storePlan("", volumes);
    }

    void storePlan(String stops, String volumes) {
        cluster.put(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(OWN)
                .withName(RestoreTasks.configMap(restore))
                .endMetadata()
                .addToData(
                        "plan.json",
                        "{\"app\":\"photos\",\"namespace\":\"CREATE\",\"stops\":[" + stops + "],\"volumes\":[" + volumes
                                + "],\"objects\":[],\"gaps\":[]}")
                .build());
    }

    static String fill(String claim) {
        return "{\"claim\":\"" + claim + "\",\"action\":\"FILL\",\"storageClass\":\"fast\",\"size\":\"1Gi\","
                + "\"accessModes\":[\"ReadWriteOnce\"],\"reason\":\"\"}";
    }

    void plan(String volumes) {
        plan("", volumes);
    }

    void plan(String stops, String volumes) {
        step();
        step();
        storePlan(stops, volumes);
        endJobs(PLANNED);
        assertThat(step().phase()).isEqualTo(RestorePhase.PLANNED);
    }

    void goOn() {
        restore.setSpec(restore.getSpec().withPlanOnly(false));
    }

    /** What the volume controller does with claims and volumes. */
    void playVolumes() {
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

    RestoreStatus toTheEnd() {
        for (int i = 0; !RestoreRun.isOver(step()); i++) {
            assertThat(i).as(() -> restore.getStatus().toString()).isLessThan(STEPS_MAX);
            playVolumes();
            endJobs(PLANNED);
        }
        return restore.getStatus();
    }

    static List<String> arguments(Job job) {
        return job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
    }

    void toTheEndInSpiteOfFailures() {
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
