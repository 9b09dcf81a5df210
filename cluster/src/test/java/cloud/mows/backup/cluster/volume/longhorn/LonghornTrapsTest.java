package cloud.mows.backup.cluster.volume.longhorn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.ObservedCluster;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.Told;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.longhorn.v1beta2.EngineImage;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.SnapshotStatus;
import io.longhorn.v1beta2.Volume;
import io.longhorn.v1beta2.volumestatus.Conditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where Longhorn is not as one would think, each by name. */
final class LonghornTrapsTest {
    private static final VolumeCopy COPY = Things.copy(ProviderName.LONGHORN);
    private static final VolumeSource SOURCE = VolumeSource.of(Things.claim(), Longhorn.appVolume());
    private static final String IN_LONGHORN = Longhorn.NAMESPACE + "/NAME";

    private static Snapshot snapshot() {
        return Longhorn.ready(Things.stored(LonghornResources.snapshot(COPY, Longhorn.NAMESPACE, "vol-1")));
    }

    private static Volume clone(String state) {
        return Longhorn.cloned(Things.stored(LonghornResources.volume(COPY, Longhorn.volume())), state);
    }

    private static String begun(Volume volume, EngineImage engine, List<Snapshot> snapshots) {
        return Told.of(
                SnapshotDecider.begin(SOURCE, COPY, "vol-1", Things.claim(), volume, List.of(engine), snapshots));
    }

    private static String proceeded(Snapshot snapshot, @Nullable Volume volume) {
        return Told.of(SnapshotDecider.proceed(COPY, Longhorn.NAMESPACE, "vol-1", snapshot, volume));
    }

    private static String opened(
            @Nullable Snapshot snapshot,
            PersistentVolume appVolume,
            @Nullable Volume clone,
            @Nullable PersistentVolume volume,
            @Nullable PersistentVolumeClaim claim) {
        return Told.of(new OpenDecider(SOURCE, COPY, Longhorn.NAMESPACE, "vol-1")
                .decide(new OpenDecider.Observed(snapshot, Longhorn.volume(), appVolume, clone, volume, claim)));
    }

    private static String opened(Volume clone) {
        return opened(snapshot(), Longhorn.appVolume(), clone, null, null);
    }

    @Test
    void asksForASnapshotOfAVolumeThatIsWell() {
        assertThat(begun(Longhorn.volume(), Longhorn.engine(), List.of()))
                .isEqualTo("Longhorn is asked for a snapshot; create Snapshot " + IN_LONGHORN);
    }

    @Test
    void aFaultedVolumeIsToldAtOnce() {
        Volume volume = Longhorn.volume();
        volume.getStatus().setRobustness("faulted");
        assertThat(begun(volume, Longhorn.engine(), List.of()))
                .isEqualTo("NOT_READABLE Longhorn's volume vol-1 is faulted: no replica of it is usable");
        Snapshot waiting = snapshot();
        waiting.setStatus(new SnapshotStatus());
        assertThat(proceeded(waiting, volume)).startsWith("NOT_READABLE Longhorn's volume vol-1 is faulted");
        assertThat(proceeded(snapshot(), volume)).as("it was taken before").startsWith("done ");
    }

    @Test
    void aStandbyVolumeHasNoSnapshotsAndARestoreIsWaitedFor() {
        Volume standby = Longhorn.volume();
        standby.getSpec().setStandby(true);
        assertThat(begun(standby, Longhorn.engine(), List.of()))
                .isEqualTo(
                        "NOT_READABLE Longhorn's volume vol-1 is a standby volume, of which Longhorn takes no snapshots");
        Volume restoring = Longhorn.volume();
        restoring.getStatus().setRestoreRequired(true);
        assertThat(begun(restoring, Longhorn.engine(), List.of()))
                .isEqualTo("Longhorn is still restoring volume vol-1");
    }

    @Test
    void anEngineThatLonghornDoesNotSupportAnyMoreIsTold() {
        EngineImage old = Longhorn.engine();
        old.getStatus().setIncompatible(true);
        assertThat(begun(Longhorn.volume(), old, List.of()))
                .isEqualTo("NOT_READABLE Longhorn's volume vol-1 runs engine " + Longhorn.ENGINE
                        + ", which this version of Longhorn does not support");
        old.getSpec().setImage("another");
        assertThat(begun(Longhorn.volume(), old, List.of())).startsWith("Longhorn is asked");
    }

    /** At the limit Longhorn cannot even rebuild a replica; removed ones count until they are purged. */
    @Test
    void twoHundredAndFiftySnapshotsAreTheLimitWithThoseMarkedRemoved() {
        List<Snapshot> many = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Snapshot removed = snapshot();
            removed.getStatus().setMarkRemoved(true);
            many.add(removed);
        }
        assertThat(begun(Longhorn.volume(), Longhorn.engine(), many))
                .isEqualTo("NOT_READABLE Longhorn's volume vol-1 has 250 snapshots, and Longhorn takes no more");
        assertThat(begun(Longhorn.volume(), Longhorn.engine(), many.subList(0, 249)))
                .startsWith("Longhorn is asked");
        Volume few = Longhorn.volume();
        few.getSpec().setSnapshotMaxCount(2L);
        assertThat(begun(few, Longhorn.engine(), List.of(snapshot(), many.getFirst())))
                .as("an own limit counts only those that are left")
                .startsWith("Longhorn is asked");
        assertThat(begun(few, Longhorn.engine(), List.of(snapshot(), snapshot())))
                .startsWith("NOT_READABLE Longhorn's volume vol-1 has 2 snapshots");
    }

    /** While Longhorn attaches a detached volume it says so as an error. */
    @Test
    void anErrorOfASnapshotMayPass() {
        Snapshot waiting = snapshot();
        waiting.setStatus(new SnapshotStatus());
        assertThat(proceeded(waiting, Longhorn.volume())).isEqualTo("Longhorn is taking the snapshot");
        waiting.getStatus().setError("engine vol-1-e-0 is not running");
        assertThat(proceeded(waiting, Longhorn.volume())).isEqualTo("Longhorn says: engine vol-1-e-0 is not running");
        Snapshot unclear = snapshot();
        unclear.getStatus().setCreationTime("");
        assertThat(proceeded(unclear, Longhorn.volume())).isEqualTo("Longhorn is taking the snapshot");
    }

    /** Names are unique across volumes, and Longhorn itself makes Snapshots of a name again, for a clone. */
    @Test
    void aSnapshotOfOurNameOfAnotherVolumeIsNotOurs() {
        Snapshot other = snapshot();
        other.getSpec().setVolume("vol-2");
        assertThat(proceeded(other, Longhorn.volume()))
                .isEqualTo("NOT_OURS Snapshot " + IN_LONGHORN + " was not made for this backup");
        assertThat(proceeded(Things.deleted(snapshot()), Longhorn.volume()))
                .isEqualTo("GONE Snapshot " + IN_LONGHORN + " was deleted by somebody else");
        Snapshot removed = snapshot();
        removed.getStatus().setMarkRemoved(true);
        assertThat(proceeded(removed, Longhorn.volume())).startsWith("GONE ");
    }

    @Test
    void theCloneHasTheExactSizeTheEngineAndTheEncryptionOfTheOriginal() {
        Volume original = Longhorn.volume();
        original.getSpec().setSize("33554432");
        original.getSpec().setEncrypted(true);
        original.getSpec().setDataEngine("v2");
        var spec = LonghornResources.volume(COPY, original).getSpec();
        assertThat(spec.getSize()).isEqualTo("33554432");
        assertThat(spec.getEncrypted()).isTrue();
        assertThat(spec.getDataEngine()).isEqualTo("v2");
        assertThat(spec.getDataSource()).isEqualTo("snap://vol-1/" + COPY.name());
        assertThat(spec.getNumberOfReplicas()).isEqualTo(1);
        assertThat(spec.getAccessMode()).as("also of an rwx volume").isEqualTo("rwo");
        assertThat(spec.getDiskSelector()).containsExactly("ssd");
    }

    /** Longhorn puts a volume without labels of recurring jobs into the default group, and would back the clone up. */
    @Test
    void noRecurringJobTakesTheClone() {
        assertThat(LonghornResources.volume(COPY, Longhorn.volume())
                        .getMetadata()
                        .getLabels())
                .containsEntry("recurring-job-group.longhorn.io/mows-backup-none", "enabled")
                .containsAllEntriesOf(COPY.labels());
    }

    /** Longhorn renames volumes of longer names silently. */
    @Test
    void namesHaveAtMostFortyCharacters() {
        assertThat(COPY.name()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void waitsUntilTheCloneIsCopied() {
        assertThat(opened(clone(""))).isEqualTo("Longhorn is copying the snapshot");
        assertThat(opened(clone("initiated"))).isEqualTo("Longhorn is copying the snapshot");
        assertThat(opened(clone("failed"))).isEqualTo("Longhorn could not copy the snapshot, and tries again");
        String known = "the volume of the snapshot is made known to Kubernetes; create PersistentVolume NAME";
        assertThat(opened(clone("copy-completed-awaiting-healthy"))).isEqualTo(known);
        assertThat(opened(clone("completed"))).isEqualTo(known);
        Volume full = clone("");
        Conditions condition = new Conditions();
        condition.setType("Scheduled");
        condition.setStatus("False");
        condition.setReason("ReplicaSchedulingFailure");
        condition.setMessage("insufficient storage");
        full.getStatus().setConditions(List.of(condition));
        assertThat(opened(full))
                .isEqualTo("Longhorn finds no place for a volume of the snapshot:"
                        + " insufficient storage (ReplicaSchedulingFailure)");
        Volume broken = clone("completed");
        broken.getStatus().setRobustness("faulted");
        assertThat(opened(broken)).startsWith("NOT_READABLE the volume that Longhorn made");
    }

    @Test
    void aCloneOfAnotherSnapshotIsNotOurs() {
        Volume other = clone("completed");
        other.getSpec().setDataSource("snap://vol-2/" + COPY.name());
        assertThat(opened(other)).isEqualTo("NOT_OURS Volume " + IN_LONGHORN + " was not made for this backup");
    }

    @Test
    void anEncryptedVolumeIsReadWithTheSecretThatItsVolumeNames() {
        PersistentVolume plain = Longhorn.appVolume();
        PersistentVolume secret = new PersistentVolumeBuilder(plain)
                .editSpec()
                .editCsi()
                .withNewNodeStageSecretRef("crypto", "photos")
                .withNewNodePublishSecretRef("crypto", "photos")
                .endCsi()
                .endSpec()
                .build();
        Volume encrypted = clone("completed");
        encrypted.getSpec().setEncrypted(true);
        assertThat(opened(snapshot(), plain, encrypted, null, null))
                .isEqualTo("NOT_READABLE claim photos/album is encrypted, and its PersistentVolume names no secret"
                        + " (nodeStageSecretRef)");
        var csi = LonghornResources.persistentVolume(SOURCE, COPY, secret)
                .getSpec()
                .getCsi();
        assertThat(csi.getNodeStageSecretRef()).isEqualTo(csi.getNodePublishSecretRef());
        assertThat(csi.getNodeStageSecretRef().getName()).isEqualTo("crypto");
        assertThat(csi.getNodeStageSecretRef().getNamespace()).isEqualTo("photos");
        assertThat(csi.getVolumeHandle()).isEqualTo(COPY.name());
    }

    /** Longhorn's driver refuses ReadOnlyMany. */
    @Test
    void theVolumeIsOfOneNodeAndKeepsItsContent() {
        var spec = LonghornResources.persistentVolume(SOURCE, COPY, Longhorn.appVolume())
                .getSpec();
        assertThat(spec.getAccessModes()).containsExactly("ReadWriteOnce");
        assertThat(spec.getPersistentVolumeReclaimPolicy()).isEqualTo("Retain");
        assertThat(spec.getMountOptions()).isEmpty();
    }

    @Test
    void aCopyOfAnXfsIsMountedBesideItsOriginal() {
        PersistentVolume xfs = new PersistentVolumeBuilder(Longhorn.appVolume())
                .editSpec()
                .withMountOptions("noatime")
                .editCsi()
                .withFsType("xfs")
                .endCsi()
                .endSpec()
                .build();
        assertThat(LonghornResources.persistentVolume(SOURCE, COPY, xfs)
                        .getSpec()
                        .getMountOptions())
                .containsExactly("noatime", "nouuid");
    }

    @Test
    void aCloneThatIsBoundIsReadableWithoutAnythingOfTheApp() {
        PersistentVolume volume = Things.stored(LonghornResources.persistentVolume(SOURCE, COPY, Longhorn.appVolume()));
        PersistentVolumeClaim claim = Things.stored(LonghornResources.claim(SOURCE, COPY));
        assertThat(opened(null, Longhorn.appVolume(), clone("completed"), volume, claim))
                .isEqualTo("the volume of the snapshot is not bound to its claim yet");
        claim.setStatus(new PersistentVolumeClaimStatus());
        claim.getStatus().setPhase("Bound");
        assertThat(opened(null, Longhorn.appVolume(), clone("completed"), volume, claim))
                .startsWith("done Readable[namespace=mows-backup, claim=NAME, mode=FILESYSTEM, consistency=SNAPSHOT");
        assertThat(opened(null, Longhorn.appVolume(), null, volume, claim)).startsWith("GONE the volume of");
    }

    private static String released(
            @Nullable PersistentVolumeClaim claim,
            @Nullable PersistentVolume volume,
            @Nullable Volume clone,
            @Nullable Snapshot snapshot) {
        Decision<?> decision = ReleaseDecider.decide(
                COPY, Longhorn.NAMESPACE, new ReleaseDecider.Observed(claim, volume, clone, snapshot));
        return Told.of(decision);
    }

    @Test
    void removesTheLastMadeFirst() {
        PersistentVolume volume = Things.stored(LonghornResources.persistentVolume(SOURCE, COPY, Longhorn.appVolume()));
        PersistentVolumeClaim claim = Things.stored(LonghornResources.claim(SOURCE, COPY));
        assertThat(released(claim, volume, clone("completed"), snapshot()))
                .endsWith("; delete PersistentVolumeClaim mows-backup/NAME");
        assertThat(released(Things.deleted(claim), volume, clone("completed"), snapshot()))
                .isEqualTo("left PersistentVolumeClaim mows-backup/NAME: a pod may still mount it");
        assertThat(released(null, volume, clone("completed"), snapshot())).endsWith("; delete PersistentVolume NAME");
        assertThat(released(null, Things.deleted(volume), clone("completed"), snapshot()))
                .isEqualTo("left PersistentVolume NAME: a node may still have it attached");
        assertThat(released(null, null, clone("completed"), snapshot())).endsWith("; delete Volume " + IN_LONGHORN);
        assertThat(released(null, null, Things.deleted(clone("completed")), snapshot()))
                .isEqualTo("left Volume " + IN_LONGHORN + ": Longhorn is at it");
        assertThat(released(null, null, null, snapshot())).endsWith("; delete Snapshot " + IN_LONGHORN);
        assertThat(released(null, null, null, null)).isEqualTo("released");
        PersistentVolume spoilt = Things.stored(LonghornResources.persistentVolume(SOURCE, COPY, Longhorn.appVolume()));
        spoilt.getSpec().setPersistentVolumeReclaimPolicy("Delete");
        assertThat(released(claim, spoilt, null, null))
                .endsWith("; patch PersistentVolume NAME {spec={persistentVolumeReclaimPolicy=Retain}}");
    }

    /** Directly under the head it stays until there is a newer one; of a detached volume (since 1.11) until that is attached. */
    @Test
    void aSnapshotWhoseDeletionIsAcceptedIsLonghorns() {
        Snapshot going = Things.deleted(snapshot());
        going.getStatus().setError("snapshot deletion delayed: volume engine vol-1-e-0 is upgrading");
        assertThat(released(null, null, null, going)).isEqualTo("released");
    }

    @Test
    void aLonghornThatIsNotThereIsTold() {
        LonghornProvider provider = new LonghornProvider(new ObservedCluster(), () -> Instant.EPOCH);
        assertThat(provider.snapshot(SOURCE, COPY, Instant.MAX).toString())
                .contains("there is no EngineImage of longhorn.io/v1beta2 in the cluster");
        assertThat(provider.open(SOURCE, COPY, Instant.MAX).toString()).contains("NOT_READABLE");
        VolumeSource other = VolumeSource.of(Things.claim(), Things.csiVolume());
        assertThatThrownBy(() -> provider.open(other, COPY, Instant.MAX))
                .hasMessage("claim photos/album has no volume of Longhorn");
    }

    /** As Longhorn 1.12.1 wrote it: with fields that we do not know, and with nulls. */
    @Test
    void readsWhatLonghornWrites() {
        KubernetesSerialization yaml = new KubernetesSerialization();
        Volume volume = yaml.unmarshal("""
                apiVersion: longhorn.io/v1beta2
                kind: Volume
                metadata: {name: clone-1, namespace: longhorn-system, labels: {longhornvolume: clone-1}}
                spec: {Standby: false, accessMode: rwo, cloneMode: full-copy, dataLayout: {mode: "", type: ""},
                  dataSource: snap://vol-w/s1, diskSelector: [], numberOfReplicas: 1, size: "33554432", snapshotMaxCount: 250}
                status:
                  cloneStatus: {attemptCount: 1, nextAllowedAttemptAt: "2026-11-22T04:29:44Z", snapshot: s1,
                    sourceVolume: vol-w, state: completed}
                  conditions: [{lastProbeTime: "", message: "", reason: "", status: "True", type: Scheduled}]
                  kubernetesStatus: {pvName: "", workloadsStatus: null}
                  restoreRequired: false
                  robustness: unknown
                  state: detached
                """, Volume.class);
        assertThat(LonghornState.cloneState(volume)).isEqualTo("completed");
        assertThat(LonghornState.isFaulted(volume)).isFalse();
        assertThat(LonghornState.whyNotScheduled(volume)).isEmpty();
        assertThat(volume.getSpec().getSize()).isEqualTo("33554432");
        Snapshot snapshot = yaml.unmarshal("""
                apiVersion: longhorn.io/v1beta2
                kind: Snapshot
                metadata: {name: s3, namespace: longhorn-system}
                spec: {createSnapshot: true, labels: null, volume: vol-w}
                status: {checksum: "", children: {volume-head: true}, creationTime: "2026-11-22T04:30:16Z", labels: {},
                  markRemoved: false, readyToUse: true, restoreSize: 33554432, size: 0, userCreated: true}
                """, Snapshot.class);
        assertThat(LonghornState.moment(snapshot)).isEqualTo("2026-11-22T04:30:16Z");
        assertThat(LonghornState.restoreBytes(snapshot)).isEqualTo(33554432);
        assertThat(yaml.asYaml(LonghornResources.volume(COPY, volume)))
                .as("only what is asked for is sent")
                .contains("dataSource: \"snap://clone-1/")
                .doesNotContain("Standby", "snapshotMaxCount", "cloneMode", "status:");
    }
}
