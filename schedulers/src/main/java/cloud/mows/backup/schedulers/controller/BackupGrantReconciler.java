package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantStatus;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.status.GrantStatusDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.util.List;

/** BackupGrants: what they are used for. */
@ControllerConfiguration(name = BackupGrantReconciler.NAME, fieldManager = "mows-backup-" + BackupGrantReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 300_000)
public final class BackupGrantReconciler implements Reconciler<BackupGrant> {
    static final String NAME = "backup-grant";

    private final ClusterView view;

    public BackupGrantReconciler(ClusterView view) {
        this.view = view;
    }

    @Override
    public List<EventSource<?, BackupGrant>> prepareEventSources(EventSourceContext<BackupGrant> context) {
        return List.of(
                Watches.all(BackupPolicy.class, context),
                Watches.all(ClusterBackupPolicy.class, context),
                Watches.all(Repository.class, context),
                Watches.all(Namespace.class, context));
    }

    @Override
    public UpdateControl<BackupGrant> reconcile(BackupGrant grant, Context<BackupGrant> context) {
        ClusterView.Observation seen = view.look();
        BackupGrantStatus status = GrantStatusDecider.decide(
                grant, seen.governance(), seen.documents().repositories(), seen.at());
        if (status.equals(grant.getStatus())) {
            return UpdateControl.noUpdate();
        }
        BackupGrant wanted = new BackupGrant();
        wanted.setMetadata(
                new ObjectMetaBuilder().withName(grant.getMetadata().getName()).build());
        wanted.setStatus(status);
        return UpdateControl.patchStatus(wanted);
    }
}
