package cloud.mows.backup.dashboards.cluster.activity;

import cloud.mows.backup.dashboards.people.Rights;
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
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public ActivityResource(ClusterActivity activity, Rights rights) {
        this.activity = activity;
        this.rights = rights;
    }

    /** Of apps that may be seen, newest first. */
    @GET
    public ClusterRuns runs(
            @QueryParam("app") @Nullable String app,
            @QueryParam("only") @DefaultValue("All") RunSelection only,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return activity.page(rights, Optional.ofNullable(app), only, Optional.ofNullable(after), limit);
    }
}
