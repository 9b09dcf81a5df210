package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicyStatus;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import cloud.mows.backup.schedulers.status.PolicyStatusDecider;
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
import java.util.Optional;

/** BackupPolicies: whether they govern, and if not, what is missing. */
@ControllerConfiguration(
        name = BackupPolicyReconciler.NAME,
        fieldManager = "mows-backup-" + BackupPolicyReconciler.NAME,
        // A denial is in the status, which has no generation; our own changes of it come to nothing the second time.
        generationAwareEventProcessing = false)
@GradualRetry(maxAttempts = -1, initialInterval = 2_000, intervalMultiplier = 2, maxInterval = 300_000)
public final class BackupPolicyReconciler implements Reconciler<BackupPolicy> {
    static final String NAME = "backup-policy";

    /** Some of a status changes with time alone. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final ClusterView view;

    public BackupPolicyReconciler(ClusterView view) {
        this.view = view;
    }

    @Override
    public List<EventSource<?, BackupPolicy>> prepareEventSources(EventSourceContext<BackupPolicy> context) {
        return List.of(
                Watches.all(BackupGrant.class, context),
                Watches.all(ClusterBackupPolicy.class, context),
                Watches.all(Repository.class, context),
                Watches.all(Namespace.class, context),
                Watches.sameNamespace(Backup.class, context));
    }

    @Override
    public UpdateControl<BackupPolicy> reconcile(BackupPolicy policy, Context<BackupPolicy> context) {
        ClusterView.Observation seen = view.look();
        Optional<Standing> standing = seen.governance().of(policy.getMetadata().getNamespace()).stream()
                .filter(each -> each.name().equals(policy.getMetadata().getName()))
                .findFirst();
        return standing.map(each -> tell(policy, PolicyStatusDecider.decide(policy, each, seen.backups(), seen.at())))
                // Deleted meanwhile.
                .orElseGet(UpdateControl::noUpdate);
    }

    private static UpdateControl<BackupPolicy> tell(BackupPolicy policy, BackupPolicyStatus status) {
        if (status.equals(policy.getStatus())) {
            return UpdateControl.<BackupPolicy>noUpdate().rescheduleAfter(INTERVAL);
        }
        BackupPolicy wanted = new BackupPolicy();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.getMetadata().getName())
                .build());
        // Not ours: applied from an observation that is a moment old it could undo a newer one.
        wanted.setStatus(status.withoutDenial());
        return UpdateControl.patchStatus(wanted).rescheduleAfter(INTERVAL);
    }
}
