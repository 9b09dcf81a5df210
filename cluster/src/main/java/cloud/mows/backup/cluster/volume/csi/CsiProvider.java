package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Stepper;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By the snapshots of a CSI driver. */
public final class CsiProvider implements VolumeProvider {
    private final Cluster cluster;
    private final Stepper stepper;

    public CsiProvider(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.stepper = new Stepper(cluster, clock);
    }

    @Override
    public List<ResourceReference> makes(VolumeCopy copy) {
        return List.of(
                ResourceReference.to(VolumeSnapshot.class, copy.appNamespace(), copy.appName()),
                ResourceReference.to(VolumeSnapshotContent.class, null, copy.name()),
                ResourceReference.to(VolumeSnapshot.class, copy.ownNamespace(), copy.name()),
                ResourceReference.to(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()));
    }

    @Override
    public Progress<Taken> snapshot(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        Backing.Csi csi = csi(source);
        VolumeSnapshot snapshot = cluster.get(VolumeSnapshot.class, copy.appNamespace(), copy.appName());
        if (snapshot != null) {
            return stepper.take(SnapshotDecider.proceed(source, csi, copy, snapshot, contentOf(snapshot)), giveUpAt);
        }
        PersistentVolumeClaim claim = cluster.get(
                PersistentVolumeClaim.class,
                source.claim().namespace(),
                source.claim().name());
        return stepper.take(
                claim == null
                        ? SnapshotDecider.gone(source)
                        : SnapshotDecider.begin(source, copy, claim, choice(csi, claim, source)),
                giveUpAt);
    }

    private static Backing.Csi csi(VolumeSource source) {
        if (source.backing() instanceof Backing.Csi csi) {
            return csi;
        }
        throw new IllegalArgumentException(source.claim() + " has no volume of a CSI driver");
    }

    private @Nullable VolumeSnapshotContent contentOf(@Nullable VolumeSnapshot snapshot) {
        String name = snapshot == null ? null : snapshot.contentName();
        return name == null ? null : cluster.get(VolumeSnapshotContent.class, null, name);
    }

    private SnapshotClassChoice choice(Backing.Csi csi, PersistentVolumeClaim claim, VolumeSource source) {
        return SnapshotClassChoice.choose(
                csi.driver(),
                claim,
                storageClass(source.storageClass()),
                cluster.list(VolumeSnapshotClass.class, null));
    }

    private @Nullable StorageClass storageClass(@Nullable String name) {
        return name == null || name.isEmpty() ? null : cluster.get(StorageClass.class, null, name);
    }

    @Override
    public Progress<Readable> open(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        OpenDecider decider = new OpenDecider(source, csi(source), copy);
        return stepper.take(decider.decide(observe(source, copy)), giveUpAt);
    }

    private OpenDecider.Observed observe(VolumeSource source, VolumeCopy copy) {
        VolumeSnapshot taken = cluster.get(VolumeSnapshot.class, copy.appNamespace(), copy.appName());
        VolumeSnapshot rebound = cluster.get(VolumeSnapshot.class, copy.ownNamespace(), copy.name());
        PersistentVolumeClaim claim = cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name());
        StorageClass storageClass = storageClass(source.storageClass());
        String cloneClass = CloneWishes.className(source.storageClass(), storageClass);
        return new OpenDecider.Observed(
                taken,
                contentOf(taken),
                cluster.get(VolumeSnapshotContent.class, null, copy.name()),
                rebound,
                claim,
                boundVolume(claim),
                claim == null || OpenDecider.isBound(claim)
                        ? null
                        : cluster.get(PersistentVolume.class, null, source.volume()),
                CloneWishes.of(source.storageClass(), storageClass, storageClass(cloneClass)),
                claim == null || OpenDecider.isBound(claim) ? Optional.empty() : cluster.warning(claim));
    }

    private @Nullable PersistentVolume boundVolume(@Nullable PersistentVolumeClaim claim) {
        if (claim == null || !OpenDecider.isBound(claim)) {
            return null;
        }
        return cluster.get(PersistentVolume.class, null, claim.getSpec().getVolumeName());
    }

    @Override
    public Release release(VolumeCopy copy) {
        return stepper.take(ReleaseDecider.decide(copy, left(copy)));
    }

    /** Volumes and contents by whom they belong to, since the controllers that made them gave them names of their own. */
    private ReleaseDecider.Observed left(VolumeCopy copy) {
        return new ReleaseDecider.Observed(
                cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()),
                cluster.list(PersistentVolume.class, null).stream()
                        .filter(volume -> isFor(copy.ownNamespace(), copy.name(), volume))
                        .toList(),
                cluster.get(VolumeSnapshot.class, copy.ownNamespace(), copy.name()),
                cluster.get(VolumeSnapshotContent.class, null, copy.name()),
                cluster.get(VolumeSnapshot.class, copy.appNamespace(), copy.appName()),
                cluster.list(VolumeSnapshotContent.class, null).stream()
                        .filter(content -> isFor(copy.appNamespace(), copy.appName(), content))
                        .toList());
    }

    /** Not one of those that we make ourselves, and label, to stand for an app's volume. */
    private static boolean isFor(String namespace, String name, PersistentVolume volume) {
        ObjectReference claim = volume.getSpec().getClaimRef();
        return !isLabelled(volume)
                && claim != null
                && namespace.equals(claim.getNamespace())
                && name.equals(claim.getName());
    }

    private static boolean isLabelled(PersistentVolume volume) {
        Map<String, String> labels = volume.getMetadata().getLabels();
        return labels != null && labels.containsKey(VolumeCopy.PROVIDER_LABEL);
    }

    /** Not one that an administrator made for a snapshot that the storage had already. */
    private static boolean isFor(String namespace, String name, VolumeSnapshotContent content) {
        VolumeSnapshotContent.Reference snapshot = content.getSpec().volumeSnapshotRef();
        return content.getSpec().source().volumeHandle() != null
                && namespace.equals(snapshot.namespace())
                && name.equals(snapshot.name());
    }
}
