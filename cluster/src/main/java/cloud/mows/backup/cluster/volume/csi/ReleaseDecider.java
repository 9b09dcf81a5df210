package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is next in removing: the last made first, and nothing before what was made of it is gone. */
final class ReleaseDecider {
    private final VolumeCopy copy;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    private ReleaseDecider(VolumeCopy copy) {
        this.copy = copy;
    }

    /**
     * Everything that may be there, null where it is not.
     *
     * @param volumes whose claim is or was of our namespace and name
     * @param contents whose VolumeSnapshot is or was of the app's namespace and our name
     */
    record Observed(
            @Nullable PersistentVolumeClaim claim,
            List<PersistentVolume> volumes,
            @Nullable VolumeSnapshot rebound,
            @Nullable VolumeSnapshotContent content,
            @Nullable VolumeSnapshot taken,
            List<VolumeSnapshotContent> contents) {}

    static Decision<Release> decide(VolumeCopy copy, Observed seen) {
        ReleaseDecider decider = new ReleaseDecider(copy);
        decider.claim(seen.claim(), seen.volumes());
        if (decider.left.isEmpty()) {
            decider.rebound(seen.rebound());
        }
        if (decider.left.isEmpty()) {
            decider.content(seen.content());
        }
        if (decider.left.isEmpty()) {
            decider.taken(seen.taken(), seen.contents());
        }
        Release result = decider.left.isEmpty() ? new Release.Released() : new Release.Pending(decider.left);
        return new Decision<>(result, decider.changes);
    }

    /** Somebody else's object of our name is none of our business, nor is what belongs to it. */
    private boolean isForeign(@Nullable HasMetadata object) {
        return object != null && !copy.made(object);
    }

    private void claim(@Nullable PersistentVolumeClaim claim, List<PersistentVolume> volumes) {
        if (isForeign(claim)) {
            return;
        }
        for (PersistentVolume volume : volumes) {
            if (Ownership.isMadeForItsClaim(volume)) {
                left(
                        volume,
                        volume.getStatus() == null ? null : volume.getStatus().getMessage());
                setPolicy(SnapshotApi.DELETE, volume);
            } else if (claim != null) {
                // It was there before, and must not go with a claim that it should never have been given.
                setPolicy(SnapshotApi.RETAIN, volume);
            }
        }
        if (claim != null) {
            left(claim, claim.isMarkedForDeletion() ? "a pod may still mount it" : null);
            deleteAfterChanges(claim);
        }
    }

    private void setPolicy(String policy, PersistentVolume volume) {
        if (!Ownership.hasPolicy(policy, volume)) {
            changes.add(Ownership.setPolicy(policy, volume));
        }
    }

    private void rebound(@Nullable VolumeSnapshot rebound) {
        if (rebound != null && !isForeign(rebound)) {
            left(rebound, rebound.error());
            deleteAfterChanges(rebound);
        }
    }

    private void content(@Nullable VolumeSnapshotContent content) {
        if (content != null && !isForeign(content)) {
            left(content, content.error());
            deleteWithoutSnapshot(content);
        }
    }

    private void taken(@Nullable VolumeSnapshot taken, List<VolumeSnapshotContent> contents) {
        if (isForeign(taken)) {
            return;
        }
        for (VolumeSnapshotContent content : contents) {
            left(content, content.error());
            if (!content.isDeletedWithItsSnapshot()) {
                changes.add(Ownership.makeDelete(content));
            } else if (taken == null) {
                deleteWithoutSnapshot(content);
            }
        }
        if (taken != null) {
            left(taken, taken.error());
            deleteAfterChanges(taken);
        }
    }

    /**
     * A content goes only when it is told that its snapshot is gone. The snapshot controller tells it, unless the snapshot went
     * between being bound and knowing it.
     */
    private void deleteWithoutSnapshot(VolumeSnapshotContent content) {
        if (!content.knowsThatItsSnapshotIsGone()) {
            changes.add(new Change.Patch(
                    content,
                    Map.of("metadata", Map.of("annotations", Map.of(VolumeSnapshotContent.SNAPSHOT_IS_GONE, "yes")))));
        } else if (!content.isMarkedForDeletion()) {
            changes.add(new Change.Delete(content));
        }
    }

    /** What is to be changed first may fail: the owner goes only once it was seen to be done. */
    private void deleteAfterChanges(HasMetadata owner) {
        if (changes.isEmpty() && !owner.isMarkedForDeletion()) {
            changes.add(new Change.Delete(owner));
        }
    }

    private void left(HasMetadata object, @Nullable String why) {
        left.add(ResourceReference.to(object) + (why == null || why.isEmpty() ? "" : ": " + why));
    }
}
