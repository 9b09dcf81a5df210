package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.report.AppReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The apps of a cluster. */
public final class ClusterApps {
    private final Cluster cluster;
    private final LatestLook latest;
    private final InstantSource clock;

    public ClusterApps(Cluster cluster, LatestLook latest, InstantSource clock) {
        this.cluster = cluster;
        this.latest = latest;
        this.clock = clock;
    }

    /** By name, without what only an app's own screen shows. */
    List<ClusterApp> all() {
        LatestLook.Look look = latest.get();
        Set<String> outside = look.outside();
        return look.apps().values().stream()
                .map(report -> ClusterApp.brief(report, outside))
                .toList();
    }

    ClusterApp get(String app) {
        LatestLook.Look look = latest.get();
        AppReport report = look.apps().get(app);
        if (report == null) {
            throw ApiException.noApp(app);
        }
        return ClusterApp.of(report, look.outside());
    }

    /** One by hand, as the policy says that governs the namespace. */
    ClusterBackup backUp(String app) {
        latest.forget();
        Governance governance = latest.get().seen().governance();
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app)
                .withName(Names.byHand("by-hand", clock.instant()))
                .build());
        backup.setSpec(new BackupSpec(policy(app, governance.namespaces().get(app)), null, null, false));
        cluster.apply(List.of(new Change.Create(backup))).ifPresent(refusal -> {
            throw ApiException.conflict("no backup of '" + app + "' was begun: " + refusal, "");
        });
        latest.forget();
        return new ClusterBackup(backup.getMetadata().getName(), "Pending", null, "", false);
    }

    private static PolicyReference policy(String app, @Nullable EffectivePolicy policy) {
        return switch (policy) {
            case null -> throw ApiException.noApp(app);
            case EffectivePolicy.Excluded(String by, String reason) ->
                throw ApiException.conflict(
                        "'" + app + "' is not backed up: left out by " + by + ", " + reason, "change that first");
            case EffectivePolicy.ByPolicy(String name, String _, var _) ->
                new PolicyReference(PolicyKind.BACKUP_POLICY, name);
            case EffectivePolicy.ByDefault _ ->
                new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, ClusterBackupPolicy.NAME);
        };
    }
}
