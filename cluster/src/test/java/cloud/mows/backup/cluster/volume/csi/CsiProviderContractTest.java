package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.volume.ProviderContract;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The snapshot controller, the driver and the provisioner are played as their sources have it. */
final class CsiProviderContractTest extends ProviderContract {
    private static final String CLONE = "pvc-clone";

    @Override
    protected ProviderName name() {
        return ProviderName.CSI;
    }

    @Override
    protected VolumeProvider provider(Cluster cluster, InstantSource clock) {
        return new CsiProvider(cluster, clock);
    }

    @Override
    protected PersistentVolume appVolume() {
        return Things.csiVolume();
    }

    @Override
    protected void prepare(MemoryCluster cluster) {
        cluster.put(Things.storageClass(Map.of()));
        cluster.put(Classes.of("snap", Things.DRIVER));
    }

    @Override
    protected void play(MemoryCluster cluster) {
        List<VolumeSnapshot> snapshots = cluster.all(VolumeSnapshot.class);
        for (VolumeSnapshot snapshot : snapshots) {
            if (snapshot.contentName() == null) {
                takeUp(cluster, snapshot);
            }
        }
        for (PersistentVolumeClaim claim : cluster.all(PersistentVolumeClaim.class)) {
            if (claim.getSpec().getDataSource() != null && claim.getSpec().getVolumeName() == null) {
                provision(cluster, claim);
            }
        }
        for (PersistentVolume volume : cluster.all(PersistentVolume.class)) {
            if (volume.getMetadata().getName().equals(CLONE)
                    && Ownership.hasPolicy(SnapshotApi.DELETE, volume)
                    && cluster.all(PersistentVolumeClaim.class).stream()
                            .noneMatch(claim -> CLONE.equals(claim.getSpec().getVolumeName()))) {
                cluster.remove(volume);
            }
        }
    }

    private void takeUp(MemoryCluster cluster, VolumeSnapshot snapshot) {
        String name = snapshot.getSpec().source().volumeSnapshotContentName();
        if (name == null) {
            VolumeSnapshotContent content = new VolumeSnapshotContent();
            content.setMetadata(new ObjectMetaBuilder()
                    .withName("snapcontent-" + snapshot.getMetadata().getName())
                    .build());
            content.setSpec(new VolumeSnapshotContent.Spec(
                    Things.DRIVER,
                    "Retain",
                    new VolumeSnapshotContent.Source("vol-1", null),
                    "Filesystem",
                    "snap",
                    new VolumeSnapshotContent.Reference(
                            HasMetadata.getApiVersion(VolumeSnapshot.class),
                            "VolumeSnapshot",
                            snapshot.getMetadata().getNamespace(),
                            snapshot.getMetadata().getName(),
                            snapshot.getMetadata().getUid())));
            content.setStatus(ready("snap-of-vol-1"));
            cluster.put(content);
            Scene.ready(snapshot, content.getMetadata().getName());
            return;
        }
        for (VolumeSnapshotContent content : cluster.all(VolumeSnapshotContent.class)) {
            if (content.getMetadata().getName().equals(name)) {
                content.setStatus(
                        ready(Objects.requireNonNull(content.getSpec().source().snapshotHandle())));
                Scene.ready(snapshot, name);
            }
        }
    }

    private static VolumeSnapshotContent.Status ready(String handle) {
        return new VolumeSnapshotContent.Status(handle, 1_000_000_000L, 1L << 30, true, null);
    }

    private static void provision(MemoryCluster cluster, PersistentVolumeClaim claim) {
        cluster.all(VolumeSnapshot.class).stream()
                .filter(one -> one.getMetadata()
                                .getName()
                                .equals(claim.getSpec().getDataSource().getName())
                        && one.getMetadata()
                                .getNamespace()
                                .equals(claim.getMetadata().getNamespace()))
                .flatMap(snapshot -> cluster.all(VolumeSnapshotContent.class).stream()
                        .filter(content -> content.getMetadata().getName().equals(snapshot.contentName())))
                .findFirst()
                .ifPresent(content -> {
                    PersistentVolume volume = new PersistentVolumeBuilder(Scene.volume())
                            .editSpec()
                            .editCsi()
                            .withVolumeHandle("clone-of-" + content.handle())
                            .endCsi()
                            .withPersistentVolumeReclaimPolicy("Retain")
                            .editClaimRef()
                            .withUid(claim.getMetadata().getUid())
                            .endClaimRef()
                            .endSpec()
                            .build();
                    cluster.put(volume);
                    claim.getSpec().setVolumeName(CLONE);
                });
    }

    @Override
    protected String shown(MemoryCluster cluster, PersistentVolume volume) {
        return volume.getSpec().getCsi().getVolumeHandle();
    }

    @Override
    protected String content() {
        return "clone-of-snap-of-vol-1";
    }
}
