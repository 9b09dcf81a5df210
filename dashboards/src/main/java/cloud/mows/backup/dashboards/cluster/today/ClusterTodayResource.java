package cloud.mows.backup.dashboards.cluster.today;

import cloud.mows.backup.dashboards.cluster.LatestLook;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The first screen of a cluster. */
@Path("/api/v1/cluster/today")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterTodayResource {
    private final LatestLook latest;

    public ClusterTodayResource(LatestLook latest) {
        this.latest = latest;
    }

    @GET
    public ClusterToday today() {
        return ClusterTodayDecider.decide(latest.get());
    }
}
