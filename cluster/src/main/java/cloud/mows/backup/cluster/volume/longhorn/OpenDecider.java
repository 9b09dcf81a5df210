package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.StaticVolume;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is next on the way from a snapshot to a claim of ours. */
final class OpenDecider {
    private final VolumeSource source;
    private final VolumeCopy copy;
    private final String namespace;
    private final String name;

    /**
     * @param namespace of Longhorn
     * @param name of the volume in Longhorn that the app's claim has
     */
    OpenDecider(VolumeSource source, VolumeCopy copy, String namespace, String name) {
        this.source = source;
        this.copy = copy;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * Everything that may be there, null where it is not.
     *
     * @param snapshot of the app's volume
     * @param original the app's volume, in Longhorn
     * @param appVolume and in Kubernetes
     * @param content our volume, in Longhorn
     * @param volume and in Kubernetes
     */
    record Observed(
            @Nullable Snapshot snapshot,
            @Nullable Volume original,
            @Nullable PersistentVolume appVolume,
            @Nullable Volume content,
            @Nullable PersistentVolume volume,
            @Nullable PersistentVolumeClaim claim) {}

    Decision<Progress<Readable>> decide(Observed seen) {
        Optional<VolumeProblem> objection = Stream.of(seen.claim(), seen.volume(), seen.content())
                .flatMap(Stream::ofNullable)
                .flatMap(object -> objectionTo(object).stream())
                .findFirst();
        if (objection.isPresent()) {
            return failed(objection.get());
        }
        Volume clone = seen.content();
        if (clone == null) {
            return seen.volume() == null
                    ? clone(seen.snapshot(), seen.original())
                    : failed(VolumeProblem.gone("the volume of " + ResourceReference.to(seen.volume())
                            + " was deleted from Longhorn by somebody else"));
        }
        return isComplete(clone) ? show(seen, clone) : unfinished(clone);
    }

    private Optional<VolumeProblem> objectionTo(HasMetadata object) {
        boolean ours = object instanceof Volume clone
                ? copy.madeInStorage(clone, namespace)
                        && LonghornResources.dataSource(copy, name)
                                .equals(clone.getSpec().getDataSource())
                : copy.made(object);
        return VolumeProblem.with(object, ours);
    }

    private Decision<Progress<Readable>> clone(@Nullable Snapshot snapshot, @Nullable Volume original) {
        if (snapshot == null || original == null) {
            return failed(VolumeProblem.gone("the snapshot of " + source.claim() + " does not exist any more"));
        }
        Optional<VolumeProblem> objection = SnapshotDecider.objectionTo(copy, namespace, name, snapshot);
        if (objection.isPresent()) {
            return failed(objection.get());
        }
        if (LonghornState.moment(snapshot) == null) {
            return pending("Longhorn is still working on the snapshot");
        }
        return pending(
                "Longhorn is asked for a volume of the snapshot",
                new Change.Create(LonghornResources.volume(copy, original)));
    }

    /** From the second state on it can be attached; with a single replica the third follows at once. */
    private static boolean isComplete(Volume clone) {
        return switch (LonghornState.cloneState(clone)) {
            case "copy-completed-awaiting-healthy", "completed" -> !LonghornState.isFaulted(clone);
            default -> false;
        };
    }

    private Decision<Progress<Readable>> unfinished(Volume clone) {
        if (LonghornState.isFaulted(clone)) {
            return failed(
                    SnapshotDecider.faulted("the volume that Longhorn made of the snapshot of " + source.claim()));
        }
        Optional<String> why = LonghornState.whyNotScheduled(clone);
        if (why.isPresent()) {
            return pending("Longhorn finds no place for a volume of the snapshot: " + why.get());
        }
        return pending(
                LonghornState.cloneState(clone).equals("failed")
                        ? "Longhorn could not copy the snapshot, and tries again"
                        : "Longhorn is copying the snapshot");
    }

    private Decision<Progress<Readable>> show(Observed seen, Volume clone) {
        PersistentVolume volume = seen.volume();
        if (volume == null) {
            return show(clone, seen.appVolume());
        }
        PersistentVolumeClaim claim = seen.claim();
        if (claim == null) {
            return pending(
                    "the volume of the snapshot is claimed", new Change.Create(LonghornResources.claim(source, copy)));
        }
        if (!StaticVolume.isBound(claim)) {
            return pending("the volume of the snapshot is not bound to its claim yet");
        }
        return Decision.of(new Progress.Done<>(new Readable(
                copy.ownNamespace(),
                copy.name(),
                source.mode(),
                Readable.Consistency.SNAPSHOT,
                Optional.empty(),
                Optional.empty())));
    }

    private Decision<Progress<Readable>> show(Volume clone, @Nullable PersistentVolume appVolume) {
        if (appVolume == null || appVolume.getSpec().getCsi() == null) {
            return failed(VolumeProblem.gone("the volume of " + source.claim() + " does not exist any more"));
        }
        if (LonghornState.isEncrypted(clone) && appVolume.getSpec().getCsi().getNodeStageSecretRef() == null) {
            return failed(new VolumeProblem(
                    Reason.NOT_READABLE,
                    source.claim() + " is encrypted, and its PersistentVolume names no secret (nodeStageSecretRef)",
                    "Name the node-stage secret in the StorageClass, and move the data to a new claim."));
        }
        return pending(
                "the volume of the snapshot is made known to Kubernetes",
                new Change.Create(LonghornResources.persistentVolume(source, copy, appVolume)));
    }

    private static Decision<Progress<Readable>> failed(VolumeProblem problem) {
        return Decision.of(new Progress.Failed<>(problem));
    }

    private static Decision<Progress<Readable>> pending(String reason, Change... changes) {
        return Decision.of(new Progress.Pending<>(reason), changes);
    }
}
