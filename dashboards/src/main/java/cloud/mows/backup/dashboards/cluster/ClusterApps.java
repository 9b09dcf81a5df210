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
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.report.AppReport;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The apps of a cluster. */
public final class ClusterApps {
    /** Whoever looks at several screens does not make us ask for everything each time. */
    private static final Duration AGE_MAX = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final ClusterView view;
    private final InstantSource clock;

    public ClusterApps(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.view = new ClusterView(cluster, clock);
        this.clock = clock;
    }

    /** Those that may be seen, by name, without what only an app's own screen shows. */
    List<ClusterApp> all(Rights who) {
        List<AppReport> reports = reports(view.lookNotOlderThan(AGE_MAX));
        Map<Boolean, List<String>> names = reports.stream()
                .collect(Collectors.partitioningBy(
                        report -> report.covered().isPresent(),
                        Collectors.mapping(AppReport::app, Collectors.toList())));
        Set<String> visible = AppRights.visible(who, names.get(true), names.get(false));
        return reports.stream()
                .filter(report -> visible.contains(report.app()))
                .map(ClusterApp::brief)
                .toList();
    }

    ClusterApp get(Rights who, String app) {
        AppRights.mustSee(who, app);
        AppReport report = reports(view.lookNotOlderThan(AGE_MAX)).stream()
                .filter(each -> each.app().equals(app))
                .findFirst()
                .orElseThrow(() -> ApiException.noApp(app));
        if (report.covered().isEmpty() && !AppRights.seesAll(who)) {
            throw ApiException.noApp(app);
        }
        return ClusterApp.of(report, who);
    }

    private List<AppReport> reports(ClusterView.Observation seen) {
        return AppReport.all(view.coverage(seen), seen.backups(), seen.points());
    }

    /** One by hand, as the policy says that governs the namespace. */
    ClusterBackup backUp(Rights who, String app) {
        AppRights.mustSee(who, app);
        ClusterView.Observation seen = view.look();
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app)
                .withName(Names.byHand("by-hand", clock.instant()))
                .build());
        backup.setSpec(new BackupSpec(policy(app, seen.governance().namespaces().get(app)), null, null, false));
        who.change(cluster, AppRights.backUp(app), new Change.Create(backup)).ifPresent(refusal -> {
            throw ApiException.conflict("no backup of '" + app + "' was begun: " + refusal, "");
        });
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
