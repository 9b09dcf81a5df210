package cloud.mows.backup.cluster.volume.csi;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/** VolumeSnapshotClasses. */
public final class Classes {
    private Classes() {}

    public static VolumeSnapshotClass of(String name, String driver) {
        VolumeSnapshotClass made = new VolumeSnapshotClass();
        made.setMetadata(new ObjectMetaBuilder().withName(name).build());
        made.setDriver(driver);
        return made;
    }

    public static VolumeSnapshotClass defaultOf(String name, String driver) {
        VolumeSnapshotClass made = of(name, driver);
        made.getMetadata().setAnnotations(Map.of("snapshot.storage.kubernetes.io/is-default-class", "true"));
        return made;
    }
}
