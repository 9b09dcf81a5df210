package cloud.mows.backup.dashboards.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param paths in the restore point; of a directory, everything in it */
public record PlanRequest(List<String> paths, RestoreTarget target) {
    /**
     * Where files go.
     *
     * @param directory only beside: where to, with their whole paths below it
     */
    public record RestoreTarget(TargetKind kind, @Nullable String directory) {}

    public enum TargetKind {
        /** Where they were. */
        InPlace,
        Beside
    }
}
