package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Stepper;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In place, while the app goes on. */
public final class LiveProvider implements VolumeProvider {
    private final Cluster cluster;
    private final Stepper stepper;

    public LiveProvider(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.stepper = new Stepper(cluster, clock);
    }

    /** Why a volume cannot be read in place, if it cannot. */
    public static Optional<VolumeProblem> objectionTo(VolumeSource source) {
        return switch (source.backing()) {
            case Backing.Place _ -> Optional.empty();
            case Backing.Csi(String driver, String _) ->
                Optional.of(LiveDecider.notReadable(
                        source.claim() + ": a volume of driver " + driver + " cannot be read in place"));
            case Backing.Other() ->
                Optional.of(
                        LiveDecider.notReadable(source.claim() + ": a volume of this kind cannot be read in place"));
        };
    }

    @Override
    public List<ResourceReference> makes(VolumeCopy copy) {
        return List.of(
                ResourceReference.to(PersistentVolume.class, null, copy.name()),
                ResourceReference.to(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()));
    }

    @Override
    public Progress<Taken> snapshot(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        Optional<VolumeProblem> objection = objectionTo(source);
        if (objection.isPresent()) {
            return new Progress.Failed<>(objection.get());
        }
        ClaimReference claim = source.claim();
        return stepper.take(
                LiveDecider.snapshot(source, cluster.get(PersistentVolumeClaim.class, claim.namespace(), claim.name())),
                giveUpAt);
    }

    @Override
    public Progress<Readable> open(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        PersistentVolume original = cluster.get(PersistentVolume.class, null, source.volume());
        return stepper.take(
                LiveDecider.open(source, copy, original, where(source, original), volume(copy), claim(copy)), giveUpAt);
    }

    /** Nodes and pods are looked at only where the volume itself does not say. */
    private NodePlacement where(VolumeSource source, @Nullable PersistentVolume original) {
        if (original == null) {
            return new NodePlacement.Unknown("the volume is gone");
        }
        return NodePlacement.ofItself(original)
                .orElseGet(() -> NodePlacement.ofUse(
                        source.claim().name(),
                        cluster.list(Pod.class, source.claim().namespace()),
                        cluster.list(Node.class, null)));
    }

    private @Nullable PersistentVolume volume(VolumeCopy copy) {
        return cluster.get(PersistentVolume.class, null, copy.name());
    }

    private @Nullable PersistentVolumeClaim claim(VolumeCopy copy) {
        return cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name());
    }

    @Override
    public Release release(VolumeCopy copy) {
        return stepper.take(LiveDecider.release(copy, volume(copy), claim(copy)));
    }
}
