package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.volume.Things;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.longhorn.v1beta2.EngineImage;
import io.longhorn.v1beta2.EngineImageSpec;
import io.longhorn.v1beta2.EngineImageStatus;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.SnapshotStatus;
import io.longhorn.v1beta2.Volume;
import io.longhorn.v1beta2.VolumeSpec;
import io.longhorn.v1beta2.VolumeStatus;
import io.longhorn.v1beta2.volumestatus.CloneStatus;
import java.util.List;

/** Longhorn's objects, as it has them. */
final class Longhorn {
    static final String NAMESPACE = "mows-core-storage-longhorn";
    static final String ENGINE = "longhornio/longhorn-engine:v1.8.1";

    private Longhorn() {}

    static EngineImage engine() {
        EngineImage engine = new EngineImage();
        engine.setMetadata(metadata("ei-51cc7b9c"));
        engine.setSpec(new EngineImageSpec());
        engine.getSpec().setImage(ENGINE);
        engine.setStatus(new EngineImageStatus());
        engine.getStatus().setIncompatible(false);
        return engine;
    }

    /** The app's. */
    static Volume volume() {
        VolumeSpec spec = new VolumeSpec();
        spec.setSize("1073741824");
        spec.setFrontend("blockdev");
        spec.setAccessMode("rwx");
        spec.setDataEngine("v1");
        spec.setDataSource("");
        spec.setEncrypted(false);
        spec.setNumberOfReplicas(3L);
        spec.setSnapshotMaxCount(250L);
        spec.setDiskSelector(List.of("ssd"));
        Volume volume = new Volume();
        volume.setMetadata(metadata("vol-1"));
        volume.setSpec(spec);
        volume.setStatus(new VolumeStatus());
        volume.getStatus().setState("attached");
        volume.getStatus().setRobustness("healthy");
        volume.getStatus().setCurrentImage(ENGINE);
        return volume;
    }

    static PersistentVolume appVolume() {
        return new PersistentVolumeBuilder(Things.csiVolume())
                .editSpec()
                .editCsi()
                .withDriver(LonghornProvider.DRIVER)
                .withFsType("ext4")
                .endCsi()
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName(name)
                .withUid(name + "-uid")
                .withResourceVersion("1")
                .build();
    }

    static Snapshot ready(Snapshot snapshot) {
        snapshot.setStatus(new SnapshotStatus());
        snapshot.getStatus().setReadyToUse(true);
        snapshot.getStatus().setCreationTime("2026-11-22T04:27:14Z");
        snapshot.getStatus().setRestoreSize(1L << 30);
        return snapshot;
    }

    static Volume cloned(Volume clone, String state) {
        clone.setStatus(new VolumeStatus());
        clone.getStatus().setCloneStatus(new CloneStatus());
        clone.getStatus().getCloneStatus().setState(state);
        return clone;
    }
}
