package cloud.mows.backup.dashboards.cluster.today;

import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.people.Rights;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The first screen of a cluster. */
@Path("/api/v1/cluster/today")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterTodayResource {
    private final LatestLook latest;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public ClusterTodayResource(LatestLook latest, Rights rights) {
        this.latest = latest;
        this.rights = rights;
    }

    /** For whoever sees every app: a sentence about the whole cluster tells of all of them. */
    @GET
    public ClusterToday today() {
        AppRights.mustSeeAll(rights);
        return ClusterTodayDecider.decide(latest.get());
    }
}
