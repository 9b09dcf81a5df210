package cloud.mows.backup.restore.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a restore does, in the order in which it does it.
 *
 * @param app the namespace
 * @param objects each one that was saved
 * @param gaps what was to be in the restore point and is not, each in words
 */
public record RestorePlan(
        String app, NamespaceAction namespace, List<VolumeStep> volumes, List<ObjectStep> objects, List<String> gaps) {
    /** What becomes of the namespace. */
    public enum NamespaceAction {
        CREATE,
        KEEP
    }

    public RestorePlan {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(namespace, "namespace");
        volumes = List.copyOf(volumes);
        objects = List.copyOf(objects);
        gaps = List.copyOf(gaps);
    }
}
