package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Stepper;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.longhorn.v1beta2.EngineImage;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By Longhorn's own snapshots. */
public final class LonghornProvider implements VolumeProvider {
    /** Of Longhorn's volumes, in PersistentVolumes. */
    public static final String DRIVER = "driver.longhorn.io";

    private static final String VOLUME_LABEL = "longhornvolume";
    /** What is told of a Longhorn that is not there. */
    private static final String USUAL_NAMESPACE = "longhorn-system";

    private final Cluster cluster;
    private final Stepper stepper;

    public LonghornProvider(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.stepper = new Stepper(cluster, clock);
    }

    /** Why a volume cannot be read in this way, if it cannot. */
    public static Optional<VolumeProblem> objectionTo(VolumeSource source) {
        return source.backing() instanceof Backing.Csi(String driver, String _) && driver.equals(DRIVER)
                ? Optional.empty()
                : Optional.of(new VolumeProblem(
                        Reason.NOT_READABLE,
                        source.claim() + " has no volume of Longhorn",
                        "Do not ask for Longhorn's snapshots of it."));
    }

    @Override
    public List<ResourceReference> makes(VolumeCopy copy) {
        String namespace = namespace(engines()).orElse(USUAL_NAMESPACE);
        return List.of(
                ResourceReference.to(Snapshot.class, namespace, copy.name()),
                ResourceReference.to(Volume.class, namespace, copy.name()),
                ResourceReference.to(PersistentVolume.class, null, copy.name()),
                ResourceReference.to(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name()));
    }

    /** There is one for each version of the engine, and one version at least. */
    private List<EngineImage> engines() {
        return cluster.list(EngineImage.class, null);
    }

    /** Longhorn's: whoever installed it chose it. */
    private static Optional<String> namespace(List<EngineImage> engines) {
        return engines.stream()
                .map(engine -> engine.getMetadata().getNamespace())
                .sorted()
                .findFirst();
    }

    @Override
    public Progress<Taken> snapshot(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        String name = handle(source);
        List<EngineImage> engines = engines();
        Optional<String> namespace = namespace(engines);
        if (namespace.isEmpty()) {
            return new Progress.Failed<>(notThere(source));
        }
        Snapshot snapshot = cluster.get(Snapshot.class, namespace.get(), copy.name());
        Volume volume = cluster.get(Volume.class, namespace.get(), name);
        if (snapshot != null) {
            return stepper.take(SnapshotDecider.proceed(copy, namespace.get(), name, snapshot, volume), giveUpAt);
        }
        PersistentVolumeClaim claim = cluster.get(
                PersistentVolumeClaim.class,
                source.claim().namespace(),
                source.claim().name());
        return stepper.take(
                SnapshotDecider.begin(
                        source,
                        copy,
                        name,
                        claim,
                        volume,
                        engines,
                        cluster.list(Snapshot.class, namespace.get(), Map.of(VOLUME_LABEL, name))),
                giveUpAt);
    }

    private static String handle(VolumeSource source) {
        if (source.backing() instanceof Backing.Csi(String driver, String handle) && driver.equals(DRIVER)) {
            return handle;
        }
        throw new IllegalArgumentException(source.claim() + " has no volume of Longhorn");
    }

    private static VolumeProblem notThere(VolumeSource source) {
        return new VolumeProblem(
                Reason.NOT_READABLE,
                "the volume of " + source.claim()
                        + " is Longhorn's, but there is no EngineImage of longhorn.io/v1beta2 in the cluster",
                "Find out whether Longhorn is running; versions before 1.3 are not supported.");
    }

    @Override
    public Progress<Readable> open(VolumeSource source, VolumeCopy copy, Instant giveUpAt) {
        String name = handle(source);
        return namespace(engines())
                .map(namespace -> stepper.take(
                        new OpenDecider(source, copy, namespace, name)
                                .decide(new OpenDecider.Observed(
                                        cluster.get(Snapshot.class, namespace, copy.name()),
                                        cluster.get(Volume.class, namespace, name),
                                        cluster.get(PersistentVolume.class, null, source.volume()),
                                        cluster.get(Volume.class, namespace, copy.name()),
                                        volume(copy),
                                        claim(copy))),
                        giveUpAt))
                .orElseGet(() -> new Progress.Failed<>(notThere(source)));
    }

    private @Nullable PersistentVolume volume(VolumeCopy copy) {
        return cluster.get(PersistentVolume.class, null, copy.name());
    }

    private @Nullable PersistentVolumeClaim claim(VolumeCopy copy) {
        return cluster.get(PersistentVolumeClaim.class, copy.ownNamespace(), copy.name());
    }

    @Override
    public Release release(VolumeCopy copy) {
        String namespace = namespace(engines()).orElse(USUAL_NAMESPACE);
        return stepper.take(ReleaseDecider.decide(
                copy,
                namespace,
                new ReleaseDecider.Observed(
                        claim(copy),
                        volume(copy),
                        inLonghorn(Volume.class, namespace, copy),
                        inLonghorn(Snapshot.class, namespace, copy))));
    }

    private <T extends HasMetadata> @Nullable T inLonghorn(Class<T> kind, String namespace, VolumeCopy copy) {
        return cluster.get(kind, namespace, copy.name());
    }
}
