package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.EngineImage;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is next while the app holds still: as little as possible. */
final class SnapshotDecider {
    /** With this many, Longhorn can neither take one more nor rebuild a replica. */
    private static final int SNAPSHOTS_MAX = 250;

    private SnapshotDecider() {}

    /**
     * There is no snapshot yet.
     *
     * @param volume Longhorn's, which the app's claim has
     * @param name of that
     * @param snapshots all of that volume
     */
    static Decision<Progress<Taken>> begin(
            VolumeSource source,
            VolumeCopy copy,
            String name,
            @Nullable PersistentVolumeClaim claim,
            @Nullable Volume volume,
            List<EngineImage> engines,
            List<Snapshot> snapshots) {
        if (claim == null || !claim.getMetadata().getUid().equals(source.claim().uid())) {
            return failed(VolumeProblem.gone(source.claim() + " does not exist any more"));
        }
        if (claim.isMarkedForDeletion()) {
            return failed(
                    VolumeProblem.gone(source.claim() + " is being deleted, which ends when no pod uses it any more"));
        }
        if (volume == null) {
            return failed(VolumeProblem.gone("Longhorn has no volume " + name + " of " + source.claim()));
        }
        Optional<VolumeProblem> objection = objectionTo(volume, engines, snapshots);
        if (objection.isPresent()) {
            return failed(objection.get());
        }
        if (LonghornState.isBeingRestored(volume)) {
            return pending("Longhorn is still restoring volume " + name);
        }
        return Decision.of(
                new Progress.Pending<>("Longhorn is asked for a snapshot"),
                new Change.Create(
                        LonghornResources.snapshot(copy, volume.getMetadata().getNamespace(), name)));
    }

    private static Optional<VolumeProblem> objectionTo(
            Volume volume, List<EngineImage> engines, List<Snapshot> snapshots) {
        String name = "Longhorn's volume " + volume.getMetadata().getName();
        if (LonghornState.isFaulted(volume)) {
            return Optional.of(faulted(name));
        }
        if (LonghornState.isStandby(volume)) {
            return notReadable(
                    name + " is a standby volume, of which Longhorn takes no snapshots", "Exclude the claim.");
        }
        Optional<String> engine = LonghornState.incompatibleEngine(volume, engines);
        if (engine.isPresent()) {
            return notReadable(
                    name + " runs engine " + engine.get() + ", which this version of Longhorn does not support",
                    "Upgrade the engine of the volume in Longhorn.");
        }
        long allowed = Objects.requireNonNullElse(volume.getSpec().getSnapshotMaxCount(), 0L);
        if (snapshots.size() >= SNAPSHOTS_MAX
                || allowed > 0
                        && snapshots.stream()
                                        .filter(one -> !LonghornState.isMarkedRemoved(one))
                                        .count()
                                >= allowed) {
            return notReadable(
                    name + " has " + snapshots.size() + " snapshots, and Longhorn takes no more",
                    "Delete some of them in Longhorn.");
        }
        return Optional.empty();
    }

    static VolumeProblem faulted(String name) {
        return new VolumeProblem(
                Reason.NOT_READABLE,
                name + " is faulted: no replica of it is usable",
                "Look at its replicas in Longhorn, and salvage one.");
    }

    private static Optional<VolumeProblem> notReadable(String message, String hint) {
        return Optional.of(new VolumeProblem(Reason.NOT_READABLE, message, hint));
    }

    /**
     * There is one.
     *
     * @param name of Longhorn's volume
     * @param volume that; null if it is gone
     */
    static Decision<Progress<Taken>> proceed(
            VolumeCopy copy, String namespace, String name, Snapshot snapshot, @Nullable Volume volume) {
        Optional<VolumeProblem> objection = objectionTo(copy, namespace, name, snapshot);
        if (objection.isPresent()) {
            return failed(objection.get());
        }
        Instant moment = LonghornState.moment(snapshot);
        if (moment != null) {
            return Decision.of(new Progress.Done<>(new Taken(moment, LonghornState.restoreBytes(snapshot))));
        }
        if (volume != null && LonghornState.isFaulted(volume)) {
            return failed(faulted("Longhorn's volume " + name));
        }
        String error = LonghornState.error(snapshot);
        return pending(error == null ? "Longhorn is taking the snapshot" : "Longhorn says: " + error);
    }

    /** Why this snapshot is not the one that was asked for: Longhorn may give a name again, for another volume. */
    static Optional<VolumeProblem> objectionTo(VolumeCopy copy, String namespace, String name, Snapshot snapshot) {
        ResourceReference reference = ResourceReference.to(snapshot);
        if (!copy.madeInStorage(snapshot, namespace)
                || !name.equals(snapshot.getSpec().getVolume())) {
            return Optional.of(VolumeProblem.notOurs(reference));
        }
        return snapshot.isMarkedForDeletion() || LonghornState.isMarkedRemoved(snapshot)
                ? Optional.of(VolumeProblem.gone(reference + " was deleted by somebody else"))
                : Optional.empty();
    }

    private static Decision<Progress<Taken>> failed(VolumeProblem problem) {
        return Decision.of(new Progress.Failed<>(problem));
    }

    private static Decision<Progress<Taken>> pending(String reason) {
        return Decision.of(new Progress.Pending<>(reason));
    }
}
