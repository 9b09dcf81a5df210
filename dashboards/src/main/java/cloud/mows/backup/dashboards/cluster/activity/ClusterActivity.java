package cloud.mows.backup.dashboards.cluster.activity;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.ClusterRestores;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.cluster.Pages;
import cloud.mows.backup.dashboards.people.Rights;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Backups and restores of all apps. */
public final class ClusterActivity {
    private final Cluster cluster;
    private final LatestLook latest;
    private final String controllerNamespace;

    /** @param controllerNamespace where the restores are that have screens */
    public ClusterActivity(Cluster cluster, LatestLook latest, String controllerNamespace) {
        this.cluster = cluster;
        this.latest = latest;
        this.controllerNamespace = controllerNamespace;
    }

    /**
     * One page.
     *
     * @param app empty for those of all
     * @param after the {@code next} of the page before; empty for the first
     * @param limit how many at most, 1 to 200; more are cut to that
     */
    ClusterRuns page(Rights who, Optional<String> app, RunSelection selection, Optional<String> after, int limit) {
        LatestLook.Look look = latest.get();
        Set<String> visible = look.visible(who);
        boolean seesAll = AppRights.seesAll(who);
        Pages.Page<ClusterRun> page = Pages.page(
                Stream.concat(
                                look.seen().backups().stream().map(ClusterRun::of),
                                cluster.list(Restore.class, null).stream()
                                        .filter(restore -> !ClusterRestores.isThrownAway(restore))
                                        .map(restore -> ClusterRun.of(restore, controllerNamespace)))
                        .filter(run -> seesAll || run.isAboutOnly(visible))
                        .filter(run -> app.map(run::isAbout).orElse(true))
                        .filter(selection::takes),
                ClusterRun::cursor,
                after,
                limit);
        return new ClusterRuns(page.items(), page.next());
    }
}
