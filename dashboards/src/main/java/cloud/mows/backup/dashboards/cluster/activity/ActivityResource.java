package cloud.mows.backup.dashboards.cluster.activity;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs and ran in a cluster. */
@Path("/api/v1/cluster/activity")
@Produces(MediaType.APPLICATION_JSON)
public final class ActivityResource {
    private final ClusterActivity activity;

    public ActivityResource(ClusterActivity activity) {
        this.activity = activity;
    }

    /** Newest first. */
    @GET
    public ClusterRuns runs(
            @QueryParam("app") @Nullable String app,
            @QueryParam("only") @DefaultValue("All") RunSelection only,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return activity.page(Optional.ofNullable(app), only, Optional.ofNullable(after), limit);
    }
}
