package cloud.mows.backup.dashboards.cluster.today;

import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.people.Rights;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The first screen of a cluster. */
@Path("/api/v1/cluster/today")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterTodayResource {
    private final LatestLook latest;
    private final Rights rights;
    private volatile @Nullable Told told;

    /** What is said of a look, which many ask for. */
    private record Told(LatestLook.Look look, ClusterToday today) {}

    /** @param rights of whoever makes the request, each time */
    public ClusterTodayResource(LatestLook latest, Rights rights) {
        this.latest = latest;
        this.rights = rights;
    }

    /** For whoever sees every app: a sentence about the whole cluster tells of all of them. */
    @GET
    public ClusterToday today() {
        AppRights.mustSeeAll(rights);
        LatestLook.Look look = latest.get();
        Told before = told;
        if (before != null && before.look() == look) {
            return before.today();
        }
        ClusterToday today = ClusterTodayDecider.decide(look);
        told = new Told(look, today);
        return today;
    }
}
