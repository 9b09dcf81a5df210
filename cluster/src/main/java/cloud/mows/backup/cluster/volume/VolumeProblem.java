package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * Why a volume cannot be read.
 *
 * @param reason stable, for programs
 * @param message what is wrong with which thing, without a full stop
 * @param hint one thing to do; empty where there is nothing to advise
 */
public record VolumeProblem(Reason reason, String message, String hint) {
    /** What kind of problem it is. */
    public enum Reason {
        /** The claim, or what we made of it, is gone or going. */
        GONE,
        /** Something of our name was not made by us. */
        NOT_OURS,
        /** There is no VolumeSnapshotClass, or no way to say which. */
        NO_SNAPSHOT_CLASS,
        /** There is no way to read a volume of this kind. */
        NOT_READABLE,
        /** The cluster or the storage did not come to an end in time. */
        TOO_LATE
    }

    /** Something of a name that only we should use. */
    public static VolumeProblem notOurs(ResourceReference object) {
        return new VolumeProblem(
                Reason.NOT_OURS, object + " was not made for this backup", "Find out who made it, and delete it.");
    }

    /**
     * Why nothing can go on with an object that stands where ours does.
     *
     * @param ours whether we made it
     */
    public static Optional<VolumeProblem> with(HasMetadata object, boolean ours) {
        ResourceReference reference = ResourceReference.to(object);
        if (!ours) {
            return Optional.of(notOurs(reference));
        }
        return object.isMarkedForDeletion()
                ? Optional.of(gone(reference + " was deleted by somebody else"))
                : Optional.empty();
    }

    public static VolumeProblem gone(String message) {
        return new VolumeProblem(Reason.GONE, message, "");
    }
}
