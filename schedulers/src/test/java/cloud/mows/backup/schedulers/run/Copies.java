package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider whose copies are mere claims; each call but the first of its kind has come to its end. */
final class Copies implements VolumeProvider {
    static final Instant MOMENT = Instant.parse("2026-11-26T02:00:01Z");

    private final Cluster cluster;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> broken;
    private Runnable watch = () -> {};

    /** @param broken names of claims of which no snapshot can be taken */
    Copies(Cluster cluster, Set<String> broken) {
        this.cluster = cluster;
        this.broken = broken;
    }

    /** Sees the moment at which each snapshot is taken. */
    void onSnapshot(Runnable wanted) {
        watch = wanted;
    }

    @Override
    public List<ResourceReference> makes(VolumeCopy copy) {
        return List.of(ResourceReference.to(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()));
    }

    @Override
    public Progress<Taken> snapshot(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        if (broken.contains(source.claim().name())) {
            return new Progress.Failed<>(
                    new VolumeProblem(VolumeProblem.Reason.TOO_LATE, "its snapshot was not ready in time", ""));
        }
        if (asked.add("snapshot " + copy)) {
            watch.run();
            return new Progress.Pending<>("not ready");
        }
        return new Progress.Done<>(new Taken(MOMENT, 0));
    }

    @Override
    public Progress<Readable> open(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        if (cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()) == null) {
            cluster.apply(List.of(new Change.Create(new PersistentVolumeClaimBuilder()
                    .withMetadata(copy.inOwn())
                    .build())));
            return new Progress.Pending<>("is made");
        }
        return new Progress.Done<>(new Readable(
                copy.ownNamespace(),
                copy.name(),
                source.mode(),
                Readable.Consistency.SNAPSHOT,
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public Release release(VolumeCopy copy) {
        PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name());
        if (claim == null) {
            return new Release.Released();
        }
        cluster.apply(List.of(new Change.Delete(claim)));
        return new Release.Pending(List.of("claim " + copy.name()));
    }
}
