package cloud.mows.backup.restore.controller;

import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.restore.run.RestoreRun;
import io.javaoperatorsdk.operator.ReconcilerUtils;
import io.javaoperatorsdk.operator.processing.event.source.filter.GenericFilter;
import java.util.Optional;

/**
 * Restores about which there is something to do. A finished one without a finalizer is a log entry: whoever deletes it, or our namespace,
 * waits for nobody, also when there is no controller any more. Were it reconciled, the SDK would give it a finalizer again.
 */
public final class Unfinished implements GenericFilter<Restore> {
    /** The one that the SDK gives. */
    static final String FINALIZER = ReconcilerUtils.getDefaultFinalizerName(Restore.class);

    @Override
    public boolean accept(Restore restore) {
        boolean isOver = Optional.ofNullable(restore.getStatus())
                .filter(RestoreRun::isOver)
                .isPresent();
        return !isOver || restore.hasFinalizer(FINALIZER);
    }
}
