package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** The objects that are made for a copy. */
final class CsiResources {
    private CsiResources() {}

    /** The app's: the storage is to take it now. */
    static VolumeSnapshot taken(VolumeSource source, VolumeCopy copy, String snapshotClass) {
        VolumeSnapshot snapshot = new VolumeSnapshot();
        snapshot.setMetadata(copy.inApp());
        snapshot.setSpec(new VolumeSnapshot.Spec(
                snapshotClass, new VolumeSnapshot.Source(source.claim().name(), null)));
        return snapshot;
    }

    /** Ours of the same snapshot. The class is that of the original since it names the secrets that the driver may need. */
    static VolumeSnapshotContent content(
            VolumeSource source, Backing.Csi csi, VolumeCopy copy, VolumeSnapshotContent original, String handle) {
        VolumeSnapshotContent content = new VolumeSnapshotContent();
        content.setMetadata(copy.inNone());
        content.setSpec(new VolumeSnapshotContent.Spec(
                csi.driver(),
                SnapshotApi.RETAIN,
                new VolumeSnapshotContent.Source(null, handle),
                source.mode().word(),
                original.getSpec().volumeSnapshotClassName(),
                new VolumeSnapshotContent.Reference(
                        HasMetadata.getApiVersion(VolumeSnapshot.class),
                        HasMetadata.getKind(VolumeSnapshot.class),
                        copy.ownNamespace(),
                        copy.name(),
                        null)));
        return content;
    }

    static VolumeSnapshot rebound(VolumeCopy copy, VolumeSnapshotContent original) {
        VolumeSnapshot snapshot = new VolumeSnapshot();
        snapshot.setMetadata(copy.inOwn());
        snapshot.setSpec(new VolumeSnapshot.Spec(
                original.getSpec().volumeSnapshotClassName(), new VolumeSnapshot.Source(null, copy.name())));
        return snapshot;
    }

    /** As large as the storage asks for, and never smaller than the app's: some tell how much is used, not how much is needed. */
    static PersistentVolumeClaim claim(
            VolumeSource source, VolumeCopy copy, VolumeSnapshotContent original, CloneWishes wishes) {
        long bytes = Math.max(original.restoreBytes(), source.capacityBytes());
        return new PersistentVolumeClaimBuilder()
                .withMetadata(copy.inOwn())
                .withNewSpec()
                .withStorageClassName(wishes.storageClass())
                .withVolumeMode(source.mode().word())
                .withAccessModes(wishes.accessMode())
                .withNewDataSource(SnapshotApi.GROUP, HasMetadata.getKind(VolumeSnapshot.class), copy.name())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(Long.toString(bytes))))
                .endResources()
                .endSpec()
                .build();
    }
}
