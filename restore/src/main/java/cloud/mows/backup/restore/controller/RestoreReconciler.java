package cloud.mows.backup.restore.controller;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Finalizers;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.restore.run.RestoreRun;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.Objects;

/** Restores: they go on step by step. What they make in our namespace goes with them. */
@ControllerConfiguration(
        name = RestoreReconciler.NAME,
        fieldManager = RestoreReconciler.FIELD_MANAGER,
        informer = @Informer(genericFilter = Unfinished.class))
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 60_000)
public final class RestoreReconciler implements Reconciler<Restore>, Cleaner<Restore> {
    static final String NAME = "restore";
    static final String FIELD_MANAGER = "mows-backup-restore";

    private static final Duration SOON = Duration.ofSeconds(2);

    /** For a repository, or for another restore. */
    private static final Duration WAITING = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final RestoreRun run;

    public RestoreReconciler(Cluster cluster, RestoreRun run) {
        this.cluster = cluster;
        this.run = run;
    }

    @Override
    public UpdateControl<Restore> reconcile(Restore restore, Context<Restore> context) {
        RestoreStatus before = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        if (RestoreRun.isOver(before)) {
            return release(restore)
                    ? UpdateControl.noUpdate()
                    : UpdateControl.<Restore>noUpdate().rescheduleAfter(SOON);
        }
        if (waitsForConsent(restore, before)) {
            return UpdateControl.noUpdate();
        }
        RestoreStatus after = run.step(restore);
        Duration again = after.phase() == RestorePhase.PENDING ? WAITING : SOON;
        if (after.equals(restore.getStatus())) {
            return UpdateControl.<Restore>noUpdate().rescheduleAfter(again);
        }
        Restore wanted = new Restore();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withNamespace(restore.getMetadata().getNamespace())
                .withName(restore.getMetadata().getName())
                .withResourceVersion(restore.getMetadata().getResourceVersion())
                .build());
        wanted.setStatus(after);
        // Also when it is over: then it is released, and the SDK calls nobody for what it has stored itself.
        return UpdateControl.patchStatus(wanted).rescheduleAfter(again);
    }

    /** Lets go of one that is over when nothing is left that it made. @return whether nothing is */
    private boolean release(Restore restore) {
        if (!run.abandon(restore)) {
            return false;
        }
        Finalizers.remove(cluster, restore, Unfinished.FINALIZER);
        return true;
    }

    @Override
    public DeleteControl cleanup(Restore restore, Context<Restore> context) {
        return run.abandon(restore)
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(SOON);
    }

    /** A change of it wakes us. */
    private static boolean waitsForConsent(Restore restore, RestoreStatus status) {
        return status.phase() == RestorePhase.PLANNED
                && restore.getSpec().planOnly()
                && !restore.getSpec().cancel();
    }
}
