package cloud.mows.backup.restore.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a restore does, in the order in which it does it.
 *
 * @param app the namespace
 * @param stops what is scaled to zero while volumes are overwritten
 * @param objects each one that was saved
 * @param stays objects that are there and were not saved, of the kinds that were; only if anything is replaced
 * @param warnings what should be known before: rights that are given, and who may turn it back
 * @param gaps what was to be in the restore point and is not, each in words
 */
public record RestorePlan(
        String app,
        NamespaceAction namespace,
        List<StopStep> stops,
        List<VolumeStep> volumes,
        List<ObjectStep> objects,
        List<ObjectReference> stays,
        List<String> warnings,
        List<String> gaps) {
    /** What becomes of the namespace. */
    public enum NamespaceAction {
        CREATE,
        KEEP
    }

    public RestorePlan {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(namespace, "namespace");
        // Absent in plans of earlier versions.
        stops = List.copyOf(Objects.requireNonNullElse(stops, List.of()));
        volumes = List.copyOf(volumes);
        objects = List.copyOf(objects);
        stays = List.copyOf(Objects.requireNonNullElse(stays, List.of()));
        warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        gaps = List.copyOf(gaps);
    }

    public RestorePlan withGaps(List<String> others) {
        return new RestorePlan(app, namespace, stops, volumes, objects, stays, warnings, others);
    }

    /** Whether an object is still as it was when the plan said that it is replaced. */
    public boolean covers(ObjectStep now) {
        return objects.stream()
                .filter(step -> step.object().equals(now.object()))
                .anyMatch(step -> step.action() == ObjectAction.REPLACE && Objects.equals(step.seen(), now.seen()));
    }

    /** Whether anything that is there becomes another. */
    public boolean replaces() {
        return objects.stream().anyMatch(step -> step.action() == ObjectAction.REPLACE)
                || !volumes(VolumeStep.Action.OVERWRITE).isEmpty();
    }

    /** Those of one action. */
    public List<VolumeStep> volumes(VolumeStep.Action action) {
        return volumes.stream().filter(step -> step.action() == action).toList();
    }
}
