package cloud.mows.backup.app.serve;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.dashboards.access.Gate;
import cloud.mows.backup.dashboards.access.Logins;
import cloud.mows.backup.dashboards.app.Apps;
import cloud.mows.backup.dashboards.app.HoldingsWatch;
import cloud.mows.backup.dashboards.app.NewApps;
import cloud.mows.backup.dashboards.browse.BrowseSessions;
import cloud.mows.backup.dashboards.browse.ForwardedReach;
import cloud.mows.backup.dashboards.browse.PointFiles;
import cloud.mows.backup.dashboards.browse.Reach;
import cloud.mows.backup.dashboards.browse.RepositoryReader;
import cloud.mows.backup.dashboards.cluster.ClusterApps;
import cloud.mows.backup.dashboards.cluster.ClusterRestores;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.cluster.ServedKinds;
import cloud.mows.backup.dashboards.cluster.activity.ClusterActivity;
import cloud.mows.backup.dashboards.cluster.place.ClusterRepositories;
import cloud.mows.backup.dashboards.cluster.policy.ClusterPolicies;
import cloud.mows.backup.dashboards.cluster.request.RequestAnswers;
import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.plan.RestorePlans;
import cloud.mows.backup.dashboards.platform.Platform;
import cloud.mows.backup.dashboards.point.FileBrowser;
import cloud.mows.backup.dashboards.point.RestorePoints;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.dashboards.setup.Setup;
import cloud.mows.backup.dashboards.upkeep.Upkeep;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the resources of the API are made with. */
final class Wiring {
    @Produces
    @Singleton
    Front front() {
        return Front.chosen();
    }

    @Produces
    @Singleton
    Host host() {
        return new Host();
    }

    @Produces
    @Singleton
    Gate gate(Front front) {
        return front.gate();
    }

    @Produces
    @Singleton
    Platform platform(Front front) {
        return front.platform();
    }

    @Produces
    @Singleton
    Cluster cluster() {
        return new ApiServer(Serve.cluster().client());
    }

    @Produces
    @Singleton
    LatestLook latestLook(Cluster cluster) {
        return new LatestLook(cluster, InstantSource.system());
    }

    @Produces
    @Singleton
    ClusterApps clusterApps(Cluster cluster, LatestLook latest) {
        return new ClusterApps(cluster, latest, InstantSource.system());
    }

    @Produces
    @Singleton
    ClusterRestores clusterRestores(Cluster cluster, Front front) {
        return new ClusterRestores(
                cluster,
                front.options().cluster().orElseThrow(),
                new ServedKinds(Serve.cluster().client(), InstantSource.system()),
                InstantSource.system());
    }

    @Produces
    @Singleton
    ClusterActivity clusterActivity(Cluster cluster, LatestLook latest, Front front) {
        return new ClusterActivity(cluster, latest, front.options().cluster().orElseThrow());
    }

    @Produces
    @Singleton
    ClusterPolicies clusterPolicies(Cluster cluster, LatestLook latest) {
        return new ClusterPolicies(cluster, latest);
    }

    @Produces
    @Singleton
    ClusterRepositories clusterRepositories(Cluster cluster, LatestLook latest, Front front) {
        return new ClusterRepositories(
                cluster, latest, front.options().cluster().orElseThrow());
    }

    @Produces
    @Singleton
    RequestAnswers requestAnswers(Cluster cluster) {
        return new RequestAnswers(cluster, InstantSource.system());
    }

    @Produces
    @Singleton
    PointFiles pointFiles(Cluster cluster, Front front) {
        Reach reach = ShownCluster.isAround()
                ? Reach.direct()
                : new ForwardedReach(Serve.cluster().client());
        String namespace = front.options().cluster().orElseThrow();
        return new PointFiles(cluster, new RepositoryReader(new BrowseSessions(cluster, namespace, reach)));
    }

    void close(@Disposes PointFiles files) {
        files.close();
    }

    @Produces
    @Singleton
    Documents documents(Host host) {
        return host.documents();
    }

    @Produces
    @Singleton
    EventHub events(Host host) {
        return host.events();
    }

    @Produces
    @Singleton
    HoldingsWatch holdings(Host host) {
        return host.holdings();
    }

    @Produces
    @Singleton
    RunQueue queue(Host host) {
        return host.queue();
    }

    @Produces
    @Singleton
    Backups backups(Host host) {
        return host.backups();
    }

    @Produces
    @Singleton
    Setup setup(Host host) {
        return host.setup();
    }

    @Produces
    @Singleton
    NewApps newApps(Host host) {
        return host.newApps();
    }

    @Produces
    @Singleton
    Databases databases(Host host) {
        return host.databases();
    }

    @Produces
    @Singleton
    Secrets secrets(Host host) {
        return host.secrets();
    }

    @Produces
    @Singleton
    Upkeep upkeep(Host host) {
        return host.upkeep();
    }

    @Produces
    @Singleton
    Apps apps(Host host) {
        return host.apps();
    }

    @Produces
    @Singleton
    RestorePoints points(Host host) {
        return host.points();
    }

    @Produces
    @Singleton
    FileBrowser browser(Host host) {
        return host.browser();
    }

    @Produces
    @Singleton
    RestorePlans plans(Host host) {
        return host.plans();
    }

    @Produces
    @Singleton
    Logins logins(Front front) {
        return front.logins();
    }

    @Produces
    @RequestScoped
    Rights rights(Front front, RoutingContext context) {
        Cookie cookie = context.request().getCookie(Gate.COOKIE);
        return front.rights(cookie == null ? null : cookie.getValue());
    }
}
