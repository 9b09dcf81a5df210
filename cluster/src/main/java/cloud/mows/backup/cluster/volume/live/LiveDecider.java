package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.StaticVolume;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is next on the way to a second volume at the same place, and back. */
final class LiveDecider {
    private LiveDecider() {}

    /** There is no moment to hold. */
    static Decision<Progress<Taken>> snapshot(VolumeSource source, @Nullable PersistentVolumeClaim claim) {
        if (claim == null || !claim.getMetadata().getUid().equals(source.claim().uid())) {
            return failed(VolumeProblem.gone(source.claim() + " does not exist any more"));
        }
        return Decision.of(new Progress.Done<>(new Taken(null, 0)));
    }

    /**
     * @param original the app's volume
     * @param where that is, which is of no matter once there is ours
     * @param volume ours
     */
    static Decision<Progress<Readable>> open(
            VolumeSource source,
            VolumeCopy copy,
            @Nullable PersistentVolume original,
            NodePlacement where,
            @Nullable PersistentVolume volume,
            @Nullable PersistentVolumeClaim claim) {
        if (original == null) {
            return failed(VolumeProblem.gone("the volume of " + source.claim() + " does not exist any more"));
        }
        Optional<VolumeProblem> foreign = Stream.of(volume, claim)
                .filter(object -> object != null)
                .flatMap(object -> VolumeProblem.with(object, copy.made(object)).stream())
                .findFirst();
        if (foreign.isPresent()) {
            return failed(foreign.get());
        }
        if (volume == null) {
            return switch (where) {
                case NodePlacement.Unknown(String why) -> failed(notReadable(source.claim() + ": " + why));
                case NodePlacement.Everywhere() -> make(LiveResources.volume(source, copy, original, null));
                case NodePlacement.On(NodeSelector nodes) -> make(LiveResources.volume(source, copy, original, nodes));
            };
        }
        if (claim == null) {
            return pending("the second volume is claimed", new Change.Create(LiveResources.claim(source, copy)));
        }
        if (!StaticVolume.isBound(claim)) {
            return Decision.of(new Progress.Pending<>("the second volume is not bound to its claim yet"));
        }
        return Decision.of(new Progress.Done<>(new Readable(
                copy.ownNamespace(),
                copy.name(),
                source.mode(),
                Readable.Consistency.LIVE,
                Optional.empty(),
                Optional.of("read while it was in use, because its storage has no snapshots"))));
    }

    private static Decision<Progress<Readable>> make(PersistentVolume volume) {
        return pending("a second volume is made at the same place", new Change.Create(volume));
    }

    static VolumeProblem notReadable(String message) {
        return new VolumeProblem(
                Reason.NOT_READABLE, message, "Move the data to storage that has snapshots, or exclude the claim.");
    }

    static Decision<Release> release(
            VolumeCopy copy, @Nullable PersistentVolume volume, @Nullable PersistentVolumeClaim claim) {
        return StaticVolume.release(copy, volume, claim, "it is being deleted")
                .orElseGet(() -> Decision.of(new Release.Released()));
    }

    private static <T> Decision<Progress<T>> failed(VolumeProblem problem) {
        return Decision.of(new Progress.Failed<>(problem));
    }

    private static Decision<Progress<Readable>> pending(String reason, Change change) {
        return Decision.of(new Progress.Pending<>(reason), change);
    }
}
