package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicyStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.status.ClusterStatusDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Duration;
import java.util.List;

/** The ClusterBackupPolicy: whether backups can run by it, and what of the cluster is covered. */
@ControllerConfiguration(
        name = ClusterBackupPolicyReconciler.NAME,
        fieldManager = "mows-backup-" + ClusterBackupPolicyReconciler.NAME)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 300_000)
public final class ClusterBackupPolicyReconciler implements Reconciler<ClusterBackupPolicy> {
    static final String NAME = "cluster-backup-policy";

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final ClusterView view;

    public ClusterBackupPolicyReconciler(ClusterView view) {
        this.view = view;
    }

    @Override
    public List<EventSource<?, ClusterBackupPolicy>> prepareEventSources(
            EventSourceContext<ClusterBackupPolicy> context) {
        return List.of(
                Watches.all(BackupGrant.class, context),
                Watches.all(BackupPolicy.class, context),
                Watches.all(Repository.class, context),
                Watches.all(Namespace.class, context),
                Watches.all(Backup.class, context));
    }

    @Override
    public UpdateControl<ClusterBackupPolicy> reconcile(
            ClusterBackupPolicy policy, Context<ClusterBackupPolicy> context) {
        ClusterView.Observation seen = view.look();
        Coverage coverage = view.coverage(seen);
        ClusterBackupPolicyStatus status = ClusterStatusDecider.decide(policy, seen.governance(), coverage, seen.at());
        if (status.equals(policy.getStatus())) {
            return UpdateControl.<ClusterBackupPolicy>noUpdate().rescheduleAfter(INTERVAL);
        }
        ClusterBackupPolicy wanted = new ClusterBackupPolicy();
        wanted.setMetadata(
                new ObjectMetaBuilder().withName(policy.getMetadata().getName()).build());
        wanted.setStatus(status);
        return UpdateControl.patchStatus(wanted).rescheduleAfter(INTERVAL);
    }
}
