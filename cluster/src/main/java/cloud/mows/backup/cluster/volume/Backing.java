package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;

/** What a volume is made of. */
public sealed interface Backing {
    /** A volume of a CSI driver, under the driver's own name for it. */
    record Csi(String driver, String handle) implements Backing {}

    /** Something that a second volume can point at as well: {@code local}, {@code hostPath} or {@code nfs}. */
    record Place(String type) implements Backing {}

    /** Something that we know no way to read. */
    record Other() implements Backing {}

    static Backing of(PersistentVolumeSpec volume) {
        if (volume.getCsi() != null) {
            return new Csi(volume.getCsi().getDriver(), volume.getCsi().getVolumeHandle());
        }
        if (volume.getLocal() != null) {
            return new Place("local");
        }
        if (volume.getHostPath() != null) {
            return new Place("hostPath");
        }
        return volume.getNfs() != null ? new Place("nfs") : new Other();
    }
}
