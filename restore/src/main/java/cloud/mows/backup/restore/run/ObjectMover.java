package cloud.mows.backup.restore.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.RestoreTask;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.restore.objects.ObjectSummary;
import java.util.Optional;

/**
 * A mover that plans objects, or makes them, and tells a summary. What else may come of it stands in the status then.
 *
 * @param doing what it does, in words
 * @param failure what cannot be done when it fails, in words
 * @param name of the mover, in words
 */
record ObjectMover(String doing, String failure, String name) {
    static final ObjectMover PLAN =
            new ObjectMover("reads the restore point", "the restore point cannot be read", "the mover of the plan");
    static final ObjectMover OBJECTS =
            new ObjectMover("makes objects", "objects could not be made", "the mover of the objects");

    /** Empty unless it has told one. */
    Optional<ObjectSummary> step(Mover mover, RestoreTask task, RestoreDraft draft) {
        return switch (mover.move(task)) {
            case MoverState.Running running -> {
                draft.message(doing + ": " + running.doing());
                yield Optional.empty();
            }
            case MoverState.Failed failed -> {
                draft.phase(RestorePhase.FAILED, failure + ": " + failed.reason());
                yield Optional.empty();
            }
            case MoverState.Ended(String outcome, boolean _) -> {
                Optional<ObjectSummary> summary = ObjectSummary.parse(outcome);
                if (summary.isEmpty()) {
                    draft.phase(RestorePhase.FAILED, name + " said nothing that can be understood: " + outcome);
                }
                yield summary;
            }
        };
    }
}
