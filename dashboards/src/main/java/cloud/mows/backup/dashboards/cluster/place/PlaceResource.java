package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.people.Rights;
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
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public PlaceResource(LatestLook latest, Rights rights) {
        this.latest = latest;
        this.rights = rights;
    }

    /** By name. */
    @GET
    public List<ClusterPlace> repositories() {
        AppRights.mustSeePlaces(rights);
        return ClusterPlaces.of(latest.get());
    }
}
