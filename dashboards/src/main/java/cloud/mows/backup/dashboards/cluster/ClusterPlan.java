package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectReference;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.StopStep;
import cloud.mows.backup.restore.plan.VolumeStep;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a restore will do.
 *
 * @param createsNamespace whether the namespace is not there
 * @param replaces whether anything that is there becomes another
 * @param stops workloads that are scaled to zero meanwhile
 * @param objects what deserves a look first
 * @param stays what is there, was not saved, and is left as it is
 * @param warnings what should be known before
 * @param gaps what was to be in the restore point and is not
 */
public record ClusterPlan(
        boolean createsNamespace,
        boolean replaces,
        List<String> stops,
        List<PlannedVolume> volumes,
        List<PlannedObject> objects,
        List<String> stays,
        List<String> warnings,
        List<String> gaps) {
    /** What becomes of an object, those that deserve a look first. */
    public enum ObjectChange {
        Impossible,
        Conflict,
        Replace,
        Different,
        Create,
        LeftOut,
        Same
    }

    /** What becomes of a volume. */
    public enum VolumeChange {
        Fill,
        Empty,
        Overwrite,
        Keep,
        LeftOut,
        Impossible
    }

    /** An object. @param reason may be empty */
    public record PlannedObject(String kind, String name, ObjectChange change, String reason) {}

    /** A volume. @param reason may be empty */
    public record PlannedVolume(String claim, VolumeChange change, String size, String reason) {}

    private static final Map<ObjectAction, ObjectChange> OBJECTS = new EnumMap<>(Map.of(
            ObjectAction.CREATE, ObjectChange.Create,
            ObjectAction.SAME, ObjectChange.Same,
            ObjectAction.DIFFERENT, ObjectChange.Different,
            ObjectAction.REPLACE, ObjectChange.Replace,
            ObjectAction.CONFLICT, ObjectChange.Conflict,
            ObjectAction.LEFT_OUT, ObjectChange.LeftOut,
            ObjectAction.IMPOSSIBLE, ObjectChange.Impossible));
    private static final Map<VolumeStep.Action, VolumeChange> VOLUMES = new EnumMap<>(Map.of(
            VolumeStep.Action.FILL, VolumeChange.Fill,
            VolumeStep.Action.EMPTY, VolumeChange.Empty,
            VolumeStep.Action.OVERWRITE, VolumeChange.Overwrite,
            VolumeStep.Action.KEEP, VolumeChange.Keep,
            VolumeStep.Action.LEFT_OUT, VolumeChange.LeftOut,
            VolumeStep.Action.IMPOSSIBLE, VolumeChange.Impossible));

    static ClusterPlan of(RestorePlan plan) {
        return new ClusterPlan(
                plan.namespace() == RestorePlan.NamespaceAction.CREATE,
                plan.replaces(),
                plan.stops().stream().map(StopStep::toString).toList(),
                plan.volumes().stream().map(ClusterPlan::volume).toList(),
                plan.objects().stream()
                        .map(ClusterPlan::object)
                        .sorted(Comparator.comparing(PlannedObject::change))
                        .toList(),
                plan.stays().stream().map(ObjectReference::toString).toList(),
                plan.warnings(),
                plan.gaps());
    }

    private static PlannedVolume volume(VolumeStep step) {
        return new PlannedVolume(
                step.claim(), Objects.requireNonNull(VOLUMES.get(step.action())), step.size(), step.reason());
    }

    private static PlannedObject object(ObjectStep step) {
        return new PlannedObject(
                step.object().kind(),
                step.object().name(),
                Objects.requireNonNull(OBJECTS.get(step.action())),
                Objects.requireNonNullElse(step.reason(), ""));
    }
}
