package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.dashboards.cluster.LatestLook;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Where the backups of a cluster lie. */
@Path("/api/v1/cluster/repositories")
@Produces(MediaType.APPLICATION_JSON)
public final class PlaceResource {
    private final LatestLook latest;

    public PlaceResource(LatestLook latest) {
        this.latest = latest;
    }

    /** By name. */
    @GET
    public List<ClusterPlace> repositories() {
        return ClusterPlaces.of(latest.get());
    }
}
