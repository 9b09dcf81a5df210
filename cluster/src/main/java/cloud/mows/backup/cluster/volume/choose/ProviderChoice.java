package cloud.mows.backup.cluster.volume.choose;

import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.cluster.volume.csi.SnapshotClassChoice;
import cloud.mows.backup.cluster.volume.csi.VolumeSnapshotClass;
import cloud.mows.backup.cluster.volume.live.LiveProvider;
import cloud.mows.backup.cluster.volume.longhorn.LonghornProvider;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a claim's volume is to be read. */
public sealed interface ProviderChoice {
    /**
     * In this way.
     *
     * @param why in a sentence
     * @param weaker whether it is less than a snapshot, which the ledger has to say
     */
    record Use(ProviderName provider, VolumeSource source, String why, boolean weaker) implements ProviderChoice {}

    /** The claim never had a volume, so there is nothing to read. */
    record Nothing(String why) implements ProviderChoice {}

    /** In no way that is wished for. */
    record None(VolumeProblem problem) implements ProviderChoice {}

    /**
     * @param volume what the claim is bound to; null if it is not, or if that is gone
     * @param storageClass of the claim, if there is one
     * @param classes all of the cluster; empty where snapshots are unknown
     * @param wish the only way that is wanted; empty for the best there is
     */
    static ProviderChoice choose(
            PersistentVolumeClaim claim,
            @Nullable PersistentVolume volume,
            @Nullable StorageClass storageClass,
            List<VolumeSnapshotClass> classes,
            Optional<ProviderName> wish) {
        String bound = claim.getSpec().getVolumeName();
        if (bound == null || bound.isEmpty()) {
            return new Nothing(ClaimReference.to(claim) + " has no volume yet");
        }
        if (volume == null) {
            return new None(VolumeProblem.gone(
                    "volume " + bound + " of " + ClaimReference.to(claim) + " does not exist any more"));
        }
        VolumeSource source = VolumeSource.of(claim, volume);
        if (wish.isEmpty()) {
            return best(source, claim, storageClass, classes);
        }
        return switch (wish.get()) {
            case LONGHORN -> longhorn(source, "it is to be read from Longhorn's snapshots");
            case CSI -> csi(source, claim, storageClass, classes);
            case LIVE -> live(source, "it is to be read while it is in use");
        };
    }

    private static ProviderChoice best(
            VolumeSource source,
            PersistentVolumeClaim claim,
            @Nullable StorageClass storageClass,
            List<VolumeSnapshotClass> classes) {
        return switch (source.backing()) {
            case Backing.Csi(String driver, String _)
            when driver.equals(LonghornProvider.DRIVER) && !hasClassOfSnapshots(claim, storageClass, classes) ->
                longhorn(
                        source,
                        "no VolumeSnapshotClass takes Longhorn's snapshots in the cluster, so Longhorn is asked itself");
            case Backing.Csi _ -> csi(source, claim, storageClass, classes);
            case Backing.Place(String type) -> live(source, "volumes of type " + type + " have no snapshots");
            case Backing.Other() -> live(source, "");
        };
    }

    /** Of another type, which is the default of classes for Longhorn, a snapshot would be copied to Longhorn's own backup target. */
    private static boolean hasClassOfSnapshots(
            PersistentVolumeClaim claim, @Nullable StorageClass storageClass, List<VolumeSnapshotClass> classes) {
        return storageClass != null
                && SnapshotClassChoice.choose(LonghornProvider.DRIVER, claim, storageClass, classes)
                        instanceof SnapshotClassChoice.Chosen(String name)
                && classes.stream()
                        .anyMatch(one -> one.getMetadata().getName().equals(name)
                                && "snap".equals(one.getParameters().get("type")));
    }

    private static ProviderChoice csi(
            VolumeSource source,
            PersistentVolumeClaim claim,
            @Nullable StorageClass storageClass,
            List<VolumeSnapshotClass> classes) {
        if (!(source.backing() instanceof Backing.Csi(String driver, String _))) {
            return new None(new VolumeProblem(
                    VolumeProblem.Reason.NOT_READABLE,
                    source.claim() + " has no volume of a CSI driver",
                    "Do not ask for CSI snapshots of it."));
        }
        if (storageClass == null) {
            return new None(new VolumeProblem(
                    VolumeProblem.Reason.NOT_READABLE,
                    source.claim() + " is of no StorageClass, which could make a volume of its snapshot",
                    "Move the data to a claim of a StorageClass of driver " + driver + ", or exclude the claim."));
        }
        return switch (SnapshotClassChoice.choose(driver, claim, storageClass, classes)) {
            case SnapshotClassChoice.Chosen(String name) ->
                new Use(
                        ProviderName.CSI,
                        source,
                        "driver " + driver + " takes snapshots by VolumeSnapshotClass " + name,
                        false);
            case SnapshotClassChoice.Unclear(VolumeProblem problem) -> new None(problem);
        };
    }

    private static ProviderChoice longhorn(VolumeSource source, String why) {
        return LonghornProvider.objectionTo(source)
                .<ProviderChoice>map(None::new)
                .orElseGet(() -> new Use(ProviderName.LONGHORN, source, why, false));
    }

    private static ProviderChoice live(VolumeSource source, String why) {
        return LiveProvider.objectionTo(source)
                .<ProviderChoice>map(None::new)
                .orElseGet(() -> new Use(ProviderName.LIVE, source, why, true));
    }
}
