package cloud.mows.backup.cluster.volume;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;

/** Which pods use a volume. */
public final class ClaimUsers {
    private ClaimUsers() {}

    /**
     * Those that have not ended.
     *
     * @param pods all of the claim's namespace
     */
    public static List<Pod> of(String claim, Collection<Pod> pods) {
        return pods.stream().filter(pod -> mounts(pod, claim) && !hasEnded(pod)).toList();
    }

    private static boolean mounts(Pod pod, String claim) {
        return pod.getSpec().getVolumes().stream()
                .map(volume -> volume.getPersistentVolumeClaim())
                .anyMatch(mount -> mount != null && claim.equals(mount.getClaimName()));
    }

    private static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }
}
