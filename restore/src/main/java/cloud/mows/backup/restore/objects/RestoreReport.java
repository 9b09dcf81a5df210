package cloud.mows.backup.restore.objects;

import cloud.mows.backup.restore.plan.ObjectStep;
import java.util.List;

/**
 * What became of the objects.
 *
 * @param objects each one that was saved, with what was done; what failed is IMPOSSIBLE
 * @param unreadable files that are no objects
 */
public record RestoreReport(String app, List<ObjectStep> objects, List<String> unreadable) {
    public RestoreReport {
        objects = List.copyOf(objects);
        unreadable = List.copyOf(unreadable);
    }
}
