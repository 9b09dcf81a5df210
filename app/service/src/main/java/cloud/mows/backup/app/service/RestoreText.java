package cloud.mows.backup.app.service;

import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.RestoredObjects;
import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.StopStep;
import cloud.mows.backup.restore.plan.VolumeStep;
import java.util.List;
import java.util.Objects;

/** Restores as people read them. */
final class RestoreText {
    private RestoreText() {}

    static String plan(RestoreStatus status, RestorePlan plan, boolean saves) {
        StringBuilder text = new StringBuilder();
        text.append("app ").append(plan.app());
        if (status.source() != null) {
            text.append(" as of ")
                    .append(status.source().time())
                    .append(" (")
                    .append(status.source().restorePoint())
                    .append(" in ")
                    .append(status.source().repository())
                    .append(')');
        }
        text.append('\n');
        text.append("  namespace ")
                .append(plan.app())
                .append(plan.namespace() == RestorePlan.NamespaceAction.CREATE ? " is created\n" : " is there\n");
        if (plan.replaces()) {
            text.append(
                    saves
                            ? "  what is there is backed up first; 'app restore " + plan.app()
                                    + " --undo' goes back to it\n"
                            : "  what is there is NOT backed up first: there is no way back\n");
        }
        plan.warnings()
                .forEach(warning -> text.append("  CAREFUL: ").append(warning).append('\n'));
        for (StopStep step : plan.stops()) {
            text.append("  ")
                    .append(step)
                    .append(" STOPS while volumes are overwritten (")
                    .append(step.replicas())
                    .append(step.replicas() == 1 ? " replica)\n" : " replicas)\n");
        }
        for (VolumeStep step : plan.volumes()) {
            text.append("  volume ").append(step.claim()).append(volume(step)).append('\n');
        }
        objects(text, plan, ObjectAction.CREATE, "created");
        objects(text, plan, ObjectAction.REPLACE, "REPLACED");
        objects(text, plan, ObjectAction.CONFLICT, "not as they were and cannot become so; left as they are");
        objects(text, plan, ObjectAction.SAME, "there already, as they were");
        objects(text, plan, ObjectAction.DIFFERENT, "there already, but not as they were; left as they are");
        objects(text, plan, ObjectAction.LEFT_OUT, "not made again");
        objects(text, plan, ObjectAction.IMPOSSIBLE, "IMPOSSIBLE to make");
        if (!plan.stays().isEmpty()) {
            text.append("  not in the restore point; left as they are:\n");
            plan.stays().forEach(object -> text.append("    ").append(object).append('\n'));
        }
        if (!plan.gaps().isEmpty()) {
            text.append("  NOT in the restore point:\n");
            plan.gaps().forEach(gap -> text.append("    ").append(gap).append('\n'));
        }
        return text.toString();
    }

    private static String volume(VolumeStep step) {
        return switch (step.action()) {
            case FILL ->
                " (" + step.size() + (step.storageClass() == null ? "" : ", " + step.storageClass())
                        + ") is made and filled";
            case OVERWRITE -> " is OVERWRITTEN: " + step.reason();
            case EMPTY, KEEP, LEFT_OUT -> ": " + step.reason();
            case IMPOSSIBLE -> " IMPOSSIBLE: " + step.reason();
        };
    }

    private static void objects(StringBuilder text, RestorePlan plan, ObjectAction action, String words) {
        List<ObjectStep> steps =
                plan.objects().stream().filter(step -> step.action() == action).toList();
        if (steps.isEmpty()) {
            return;
        }
        text.append("  ")
                .append(steps.size())
                .append(steps.size() == 1 ? " object is " : " objects are ")
                .append(words)
                .append(":\n");
        for (ObjectStep step : steps) {
            text.append("    ")
                    .append(step.object())
                    .append(step.reason().isEmpty() ? "" : ": " + step.reason())
                    .append('\n');
        }
    }

    static String ended(String name, RestoreStatus status) {
        StringBuilder text = new StringBuilder();
        text.append("Restore ")
                .append(name)
                .append(": ")
                .append(Objects.requireNonNullElse(status.message(), ""))
                .append('\n');
        if (status.savedAs() != null) {
            text.append("  as it was before: restore point ")
                    .append(status.savedAs())
                    .append('\n');
        }
        RestoredObjects objects = status.objects();
        if (objects != null) {
            text.append("  objects: ")
                    .append(objects.created())
                    .append(" created, ")
                    .append(objects.replaced())
                    .append(" replaced, ")
                    .append(objects.same())
                    .append(" the same, ")
                    .append(objects.different())
                    .append(" different, ")
                    .append(objects.leftOut())
                    .append(" left out, ")
                    .append(objects.failed())
                    .append(" failed\n");
        }
        status.volumes()
                .forEach(volume -> text.append("  volume ")
                        .append(volume.claim())
                        .append(": ")
                        .append(volume.reason() == null ? "filled and compared" : volume.reason())
                        .append('\n'));
        return text.toString();
    }
}
