package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.volume.StaticVolume;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.CSIPersistentVolumeSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.SnapshotSpec;
import io.longhorn.v1beta2.Volume;
import io.longhorn.v1beta2.VolumeSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The objects that are made for a copy. */
final class LonghornResources {
    /** Whichever group a volume is in, it is not in the default one; in this one there are no jobs. */
    static final String NO_RECURRING_JOBS = "recurring-job-group.longhorn.io/mows-backup-none";

    private static final String ACCESS_MODE = "ReadWriteOnce";

    private LonghornResources() {}

    static Snapshot snapshot(VolumeCopy copy, String namespace, String volume) {
        SnapshotSpec spec = new SnapshotSpec();
        spec.setVolume(volume);
        spec.setCreateSnapshot(true);
        Snapshot snapshot = new Snapshot();
        snapshot.setMetadata(copy.inStorage(namespace));
        snapshot.setSpec(spec);
        return snapshot;
    }

    /** Where Longhorn is to take the content of a copy from. */
    static String dataSource(VolumeCopy copy, String volume) {
        return "snap://" + volume + "/" + copy.name();
    }

    /** A second one with the content of the snapshot. */
    static Volume volume(VolumeCopy copy, Volume original) {
        VolumeSpec from = original.getSpec();
        VolumeSpec spec = new VolumeSpec();
        spec.setSize(from.getSize());
        spec.setDataSource(dataSource(copy, original.getMetadata().getName()));
        spec.setDataEngine(from.getDataEngine());
        spec.setEncrypted(from.getEncrypted());
        spec.setBackingImage(from.getBackingImage());
        spec.setDiskSelector(from.getDiskSelector());
        spec.setNodeSelector(from.getNodeSelector());
        spec.setFrontend(from.getFrontend());
        spec.setStaleReplicaTimeout(from.getStaleReplicaTimeout());
        spec.setAccessMode("rwo");
        spec.setNumberOfReplicas(1L);
        spec.setDataLocality("disabled");
        Volume volume = new Volume();
        ObjectMeta metadata = copy.inStorage(original.getMetadata().getNamespace());
        Map<String, String> labels = new HashMap<>(metadata.getLabels());
        labels.put(NO_RECURRING_JOBS, "enabled");
        metadata.setLabels(labels);
        volume.setMetadata(metadata);
        volume.setSpec(spec);
        return volume;
    }

    static PersistentVolume persistentVolume(VolumeSource source, VolumeCopy copy, PersistentVolume original) {
        CSIPersistentVolumeSource csi =
                Objects.requireNonNull(original.getSpec().getCsi());
        return new PersistentVolumeBuilder()
                .withMetadata(copy.inNone())
                .withSpec(StaticVolume.spec(source, copy, ACCESS_MODE)
                        .withMountOptions(mountOptions(
                                original.getSpec().getMountOptions(), Objects.toString(csi.getFsType(), "")))
                        .withNewCsi()
                        .withDriver(csi.getDriver())
                        .withVolumeHandle(copy.name())
                        .withFsType(csi.getFsType())
                        .withNodeStageSecretRef(csi.getNodeStageSecretRef())
                        .withNodePublishSecretRef(csi.getNodePublishSecretRef())
                        .endCsi()
                        .build())
                .build();
    }

    /** A copy of an XFS has the UUID of the original, and a node mounts none of a UUID that it has mounted. */
    private static List<String> mountOptions(List<String> originals, String fsType) {
        List<String> options = new ArrayList<>(originals);
        if (fsType.equals("xfs") && !options.contains("nouuid")) {
            options.add("nouuid");
        }
        return options;
    }

    static PersistentVolumeClaim claim(VolumeSource source, VolumeCopy copy) {
        return StaticVolume.claim(source, copy, ACCESS_MODE);
    }
}
