package cloud.mows.backup.cluster.volume;

import java.time.Instant;
import java.util.List;

/**
 * One way to make volumes readable. All calls: look, take one step, return at once; to be repeated, soon and at any later
 * time, until the result is not pending. They throw {@code KubernetesClientException} when the API server cannot be asked.
 */
public interface VolumeProvider {
    /**
     * What the other calls may make for a copy, so that it can be written down before. What comes and goes together with these
     * (the volume of a claim, the content of a snapshot) is not among it; {@link #release} sees to that too.
     */
    List<ResourceReference> makes(VolumeCopy copy);

    /**
     * Holds the content of this moment. While this is pending the app may be made to hold still.
     *
     * @param giveUpAt from when on pending is a failure
     */
    Progress<Taken> snapshot(VolumeSource source, VolumeCopy copy, Instant giveUpAt);

    /**
     * Makes the content readable that {@link #snapshot} took. To be called once more after reading: what was read counts only if
     * the answer is still the same, since a claim may get its volume only when a pod wants it, and a place may change hands.
     *
     * @param giveUpAt from when on pending is a failure
     */
    Progress<Readable> open(VolumeSource source, VolumeCopy copy, Instant giveUpAt);

    /**
     * Removes everything that was made, from whatever state; also if nothing was. A claim stays until the last pod that mounts
     * it is gone. What the storage was still busy making meanwhile may appear later; a further call removes that too. Must not
     * run at the same time as the other calls for the same copy.
     */
    Release release(VolumeCopy copy);
}
