package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is next while the app holds still: as little as possible. */
final class SnapshotDecider {
    private SnapshotDecider() {}

    /** There is neither a snapshot nor a claim. */
    static Decision<Progress<Taken>> gone(VolumeSource source) {
        return failed(VolumeProblem.gone(source.claim() + " does not exist any more"));
    }

    /** There is no snapshot yet. */
    static Decision<Progress<Taken>> begin(
            VolumeSource source, VolumeCopy copy, PersistentVolumeClaim claim, SnapshotClassChoice choice) {
        if (!claim.getMetadata().getUid().equals(source.claim().uid())) {
            return gone(source);
        }
        if (claim.isMarkedForDeletion()) {
            return failed(
                    VolumeProblem.gone(source.claim() + " is being deleted, which ends when no pod uses it any more"));
        }
        return switch (choice) {
            case SnapshotClassChoice.Unclear(VolumeProblem problem) -> failed(problem);
            case SnapshotClassChoice.Chosen(String name) ->
                Decision.of(
                        new Progress.Pending<>("the storage is asked for a snapshot"),
                        new Change.Create(CsiResources.taken(source, copy, name)));
        };
    }

    /**
     * There is one.
     *
     * @param content what it is bound to, if it is
     */
    static Decision<Progress<Taken>> proceed(
            VolumeSource source,
            Backing.Csi csi,
            VolumeCopy copy,
            VolumeSnapshot snapshot,
            @Nullable VolumeSnapshotContent content) {
        VolumeProblem objection = objection(source, csi, copy, snapshot, content);
        if (objection != null) {
            return failed(objection);
        }
        if (content == null) {
            return pending(snapshot.error(), "the snapshot controller has not taken it up");
        }
        Instant moment = content.moment();
        if (moment == null) {
            return pending(content.error(), "the storage is taking the snapshot");
        }
        return Decision.of(new Progress.Done<>(new Taken(moment, content.restoreBytes())));
    }

    /** Why this snapshot is not what was asked for, or null. */
    static @Nullable VolumeProblem objection(
            VolumeSource source,
            Backing.Csi csi,
            VolumeCopy copy,
            VolumeSnapshot snapshot,
            @Nullable VolumeSnapshotContent content) {
        ResourceReference reference = ResourceReference.to(snapshot);
        if (!copy.made(snapshot)
                || !source.claim().name().equals(snapshot.getSpec().source().persistentVolumeClaimName())) {
            return VolumeProblem.notOurs(reference);
        }
        if (snapshot.isMarkedForDeletion()) {
            return VolumeProblem.gone(reference + " was deleted by somebody else");
        }
        boolean rightVolume = content == null
                || content.belongsTo(snapshot)
                        && content.getSpec().driver().equals(csi.driver())
                        && Objects.equals(content.getSpec().source().volumeHandle(), csi.handle());
        return rightVolume ? null : VolumeProblem.notOurs(ResourceReference.to(content));
    }

    private static Decision<Progress<Taken>> failed(VolumeProblem problem) {
        return Decision.of(new Progress.Failed<>(problem));
    }

    private static Decision<Progress<Taken>> pending(@Nullable String error, String otherwise) {
        return Decision.of(new Progress.Pending<>(error == null ? otherwise : "the storage says: " + error));
    }
}
