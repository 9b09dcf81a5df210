package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which class a volume is snapshotted with: the one that the claim names by annotation, else the one that its storage class names,
 * else the driver's default, else its only one.
 */
public sealed interface SnapshotClassChoice {
    /** On a PersistentVolumeClaim or a StorageClass: name of the VolumeSnapshotClass. */
    String ANNOTATION = "backup.k8s.mows.cloud/snapshot-class";

    /** This one. */
    record Chosen(String name) implements SnapshotClassChoice {}

    /** None, or nobody can say which. */
    record Unclear(VolumeProblem problem) implements SnapshotClassChoice {}

    static SnapshotClassChoice choose(
            String driver,
            PersistentVolumeClaim claim,
            @Nullable StorageClass storageClass,
            List<VolumeSnapshotClass> classes) {
        List<VolumeSnapshotClass> fitting =
                classes.stream().filter(one -> one.getDriver().equals(driver)).toList();
        Optional<String> named =
                annotation(claim).or(() -> Optional.ofNullable(storageClass).flatMap(SnapshotClassChoice::annotation));
        if (named.isPresent()) {
            return names(fitting.stream()).contains(named.get())
                    ? new Chosen(named.get())
                    : unclear(
                            "there is no VolumeSnapshotClass " + named.get() + " of driver " + driver,
                            "Correct the annotation " + ANNOTATION + ".");
        }
        if (fitting.isEmpty()) {
            return unclear(
                    "there is no VolumeSnapshotClass of driver " + driver,
                    "Make one, if the driver can take snapshots.");
        }
        List<String> defaults = names(fitting.stream().filter(VolumeSnapshotClass::isDefault));
        List<String> candidates = defaults.isEmpty() ? names(fitting.stream()) : defaults;
        if (candidates.size() > 1) {
            return unclear(
                    "driver " + driver + " has several VolumeSnapshotClasses"
                            + (defaults.isEmpty() ? " and none is the default: " : " that are the default: ")
                            + String.join(", ", candidates),
                    "Name one of them in the annotation " + ANNOTATION + " of the StorageClass.");
        }
        return new Chosen(candidates.getFirst());
    }

    private static Optional<String> annotation(HasMetadata object) {
        return Optional.ofNullable(
                Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.<String, String>of())
                        .get(ANNOTATION));
    }

    private static List<String> names(Stream<VolumeSnapshotClass> classes) {
        return classes.map(one -> one.getMetadata().getName()).sorted().toList();
    }

    private static Unclear unclear(String message, String hint) {
        return new Unclear(new VolumeProblem(Reason.NO_SNAPSHOT_CLASS, message, hint));
    }
}
