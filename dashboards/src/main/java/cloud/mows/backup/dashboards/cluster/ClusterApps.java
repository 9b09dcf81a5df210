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
import java.util.Optional;
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

    /** Those that may be seen, by name, without what only an app's own screen shows. */
    List<ClusterApp> all(Rights who) {
        LatestLook.Look look = latest.get();
        Set<String> outside = look.outside();
        Set<String> visible = look.visible(who);
        return look.apps().values().stream()
                .filter(report -> visible.contains(report.app()))
                .map(report -> ClusterApp.brief(report, outside))
                .toList();
    }

    ClusterApp get(Rights who, String app) {
        AppRights.mustSee(who, app);
        LatestLook.Look look = latest.get();
        return ClusterApp.of(report(who, look, app), look.outside(), who);
    }

    private static AppReport report(Rights who, LatestLook.Look look, String app) {
        AppReport report = look.apps().get(app);
        if (report == null || report.covered().isEmpty() && !AppRights.seesAll(who)) {
            throw ApiException.noApp(app);
        }
        return report;
    }

    /**
     * What can be restored of it, one page.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param limit how many at most, 1 to 200; more are cut to that
     */
    ClusterPoints points(Rights who, String app, Optional<String> after, int limit) {
        AppRights.mustSee(who, app);
        Pages.Page<ClusterPoint> page = Pages.page(
                report(who, latest.get(), app).points().stream().map(ClusterPoint::of),
                ClusterPoint::cursor,
                after,
                limit);
        return new ClusterPoints(page.items(), page.next());
    }

    ClusterPoint point(Rights who, String app, String name) {
        AppRights.mustSee(who, app);
        return report(who, latest.get(), app).points().stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .map(ClusterPoint::of)
                .orElseThrow(() -> ApiException.notFound(
                        "app '" + app + "' has no restore point '" + name + "'", "see the list of its restore points"));
    }

    /** One by hand, as the policy says that governs the namespace. */
    ClusterBackup backUp(Rights who, String app) {
        AppRights.mustSee(who, app);
        latest.forget();
        Governance governance = latest.get().seen().governance();
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app)
                .withName(Names.byHand("by-hand", clock.instant()))
                .build());
        backup.setSpec(new BackupSpec(policy(app, governance.namespaces().get(app)), null, null, false));
        who.change(cluster, AppRights.backUp(app), new Change.Create(backup)).ifPresent(refusal -> {
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
