package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.schedulers.run.BackupRun;
import io.javaoperatorsdk.operator.ReconcilerUtils;
import io.javaoperatorsdk.operator.processing.event.source.filter.GenericFilter;
import java.util.Optional;

/**
 * Backups about which there is something to do. A finished one without a finalizer is a log entry: whoever deletes it, or its namespace,
 * waits for nobody, also when there is no controller any more. Were it reconciled, the SDK would give it a finalizer again.
 */
public final class Unfinished implements GenericFilter<Backup> {
    /** The one that the SDK gives. */
    static final String FINALIZER = ReconcilerUtils.getDefaultFinalizerName(Backup.class);

    @Override
    public boolean accept(Backup backup) {
        boolean isOver = Optional.ofNullable(backup.getStatus())
                .filter(BackupRun::isOver)
                .isPresent();
        return !isOver || backup.hasFinalizer(FINALIZER);
    }
}
