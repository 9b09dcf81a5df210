package cloud.mows.backup.dashboards.point;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The restore points of an app. A class of its own, since of several only the one whose path fits best is asked. */
@Path("/api/v1/apps/{app}/restore-points")
@Produces(MediaType.APPLICATION_JSON)
public final class RestorePointsResource {
    private final RestorePoints points;

    public RestorePointsResource(RestorePoints points) {
        this.points = points;
    }

    /** Newest first. */
    @GET
    public List<RestorePoint> restorePoints(@PathParam("app") String app) {
        return points.of(app);
    }
}
