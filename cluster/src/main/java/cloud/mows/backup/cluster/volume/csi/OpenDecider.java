package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is next on the way from a snapshot to a claim of ours. */
final class OpenDecider {
    private final VolumeSource source;
    private final Backing.Csi csi;
    private final VolumeCopy copy;

    OpenDecider(VolumeSource source, Backing.Csi csi, VolumeCopy copy) {
        this.source = source;
        this.csi = csi;
        this.copy = copy;
    }

    /**
     * Everything that may be there, null where it is not.
     *
     * @param taken the app's snapshot
     * @param original what that is bound to
     * @param volume what our claim is bound to
     * @param appVolume the app's volume
     * @param warning about our claim
     */
    record Observed(
            @Nullable VolumeSnapshot taken,
            @Nullable VolumeSnapshotContent original,
            @Nullable VolumeSnapshotContent content,
            @Nullable VolumeSnapshot rebound,
            @Nullable PersistentVolumeClaim claim,
            @Nullable PersistentVolume volume,
            @Nullable PersistentVolume appVolume,
            CloneWishes wishes,
            Optional<String> warning) {}

    Decision<Progress<Readable>> decide(Observed seen) {
        PersistentVolumeClaim claim = seen.claim();
        Optional<VolumeProblem> objection = Stream.of(claim, seen.rebound(), seen.content())
                .flatMap(Stream::ofNullable)
                .flatMap(object -> VolumeProblem.with(object, copy.made(object)).stream())
                .findFirst();
        if (objection.isPresent()) {
            return failed(objection.get());
        }
        return claim != null && isBound(claim) ? bound(claim, seen.volume()) : unbound(seen);
    }

    static boolean isBound(PersistentVolumeClaim claim) {
        return claim.getSpec().getVolumeName() != null;
    }

    /** The volume has all of the content: from here on the app and its snapshot may go. */
    private Decision<Progress<Readable>> bound(PersistentVolumeClaim claim, @Nullable PersistentVolume volume) {
        ResourceReference reference = ResourceReference.to(claim);
        if (volume == null) {
            return failed(VolumeProblem.gone("the volume of " + reference + " was deleted"));
        }
        if (!Ownership.isOf(claim, volume) || !Ownership.isMadeForItsClaim(volume)) {
            return failed(new VolumeProblem(
                    Reason.NOT_OURS,
                    reference + " was not given a volume of the snapshot, but "
                            + volume.getMetadata().getName() + ", which was free",
                    "Delete that volume, or give it another StorageClass, before the next backup."));
        }
        if (!Ownership.hasPolicy(SnapshotApi.DELETE, volume)) {
            return pending("the volume is made to go with its claim", Ownership.setPolicy(SnapshotApi.DELETE, volume));
        }
        return claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase())
                ? readable(Optional.empty())
                : pending(null, "the volume of the snapshot is not bound to its claim yet");
    }

    private Decision<Progress<Readable>> unbound(Observed seen) {
        VolumeSnapshot taken = seen.taken();
        VolumeSnapshotContent original = seen.original();
        if (taken == null || original == null) {
            return failed(VolumeProblem.gone("the snapshot of " + source.claim() + " does not exist any more"));
        }
        VolumeProblem objection = SnapshotDecider.objection(source, csi, copy, taken, original);
        if (objection != null) {
            return failed(objection);
        }
        if (!original.isDeletedWithItsSnapshot()) {
            return pending("the snapshot is made to go with us", Ownership.makeDelete(original));
        }
        String handle = original.handle();
        if (handle == null || !original.isReady()) {
            return pending(original.error(), "the storage is still working on the snapshot");
        }
        return rebind(seen, original, handle);
    }

    private Decision<Progress<Readable>> rebind(Observed seen, VolumeSnapshotContent original, String handle) {
        VolumeSnapshotContent content = seen.content();
        VolumeSnapshot rebound = seen.rebound();
        if (content == null) {
            return pending(
                    "the snapshot is made known in our namespace",
                    new Change.Create(CsiResources.content(source, csi, copy, original, handle)));
        }
        if (!handle.equals(content.getSpec().source().snapshotHandle())) {
            return failed(VolumeProblem.notOurs(ResourceReference.to(content)));
        }
        if (rebound == null) {
            return pending(
                    "the snapshot is made known in our namespace",
                    new Change.Create(CsiResources.rebound(copy, original)));
        }
        if (!rebound.isReady()) {
            return pending(
                    rebound.error() == null ? content.error() : rebound.error(),
                    "the snapshot controller has not taken it up in our namespace");
        }
        return claim(seen, original);
    }

    private Decision<Progress<Readable>> claim(Observed seen, VolumeSnapshotContent original) {
        if (seen.claim() == null) {
            return pending(
                    "a volume of the snapshot is asked for",
                    new Change.Create(CsiResources.claim(source, copy, original, seen.wishes())));
        }
        return seen.wishes().waitsForPod()
                ? readable(nodesOf(seen.appVolume()))
                : pending(seen.warning().orElse(null), "the storage is making a volume of the snapshot");
    }

    /** Where the storage can reach the app's volume, so that it makes ours there too. */
    private static Optional<NodeSelector> nodesOf(@Nullable PersistentVolume volume) {
        return Optional.ofNullable(volume)
                .map(one -> one.getSpec().getNodeAffinity())
                .map(VolumeNodeAffinity::getRequired);
    }

    private Decision<Progress<Readable>> readable(Optional<NodeSelector> nodes) {
        return Decision.of(new Progress.Done<>(new Readable(
                copy.ownNamespace(),
                copy.name(),
                source.mode(),
                Readable.Consistency.SNAPSHOT,
                nodes,
                Optional.empty())));
    }

    private static Decision<Progress<Readable>> failed(VolumeProblem problem) {
        return Decision.of(new Progress.Failed<>(problem));
    }

    private static Decision<Progress<Readable>> pending(@Nullable String error, String otherwise) {
        return Decision.of(new Progress.Pending<>(error == null ? otherwise : "the storage says: " + error));
    }

    private static Decision<Progress<Readable>> pending(String reason, Change change) {
        return Decision.of(new Progress.Pending<>(reason), change);
    }
}
