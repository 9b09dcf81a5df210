package cloud.mows.backup.restore.controller;

import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.restore.browse.Browsing;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.Optional;

/** BrowseSessions: a mover answers for each, and both go when nobody asks any more. */
@ControllerConfiguration(
        name = BrowseSessionReconciler.NAME,
        fieldManager = "mows-backup-" + BrowseSessionReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 1_000, intervalMultiplier = 2, maxInterval = 30_000)
public final class BrowseSessionReconciler implements Reconciler<BrowseSession> {
    static final String NAME = "browsesession";

    /** Somebody waits for it. */
    private static final Duration STARTING = Duration.ofMillis(500);

    private static final Duration RUNNING = Duration.ofSeconds(10);

    private final Browsing browsing;

    public BrowseSessionReconciler(Browsing browsing) {
        this.browsing = browsing;
    }

    @Override
    public UpdateControl<BrowseSession> reconcile(BrowseSession session, Context<BrowseSession> context) {
        Optional<BrowseSessionStatus> said = browsing.step(session);
        if (said.isEmpty()) {
            return UpdateControl.<BrowseSession>noUpdate().rescheduleAfter(RUNNING);
        }
        BrowseSessionStatus status = said.get();
        boolean settled = !Condition.is(status.conditions(), BrowseSessionStatus.READY, ConditionStatus.UNKNOWN);
        Duration again = settled ? RUNNING : STARTING;
        if (status.equals(session.getStatus())) {
            return UpdateControl.<BrowseSession>noUpdate().rescheduleAfter(again);
        }
        BrowseSession wanted = new BrowseSession();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withNamespace(session.getMetadata().getNamespace())
                .withName(session.getMetadata().getName())
                .build());
        wanted.setStatus(status);
        return UpdateControl.patchStatus(wanted).rescheduleAfter(again);
    }
}
