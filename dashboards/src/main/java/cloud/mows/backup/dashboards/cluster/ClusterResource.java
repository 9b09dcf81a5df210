package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.Accepted;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The apps of a cluster, and the way back for them. */
@Path("/api/v1/cluster")
@Produces(MediaType.APPLICATION_JSON)
public final class ClusterResource {
    private final ClusterApps apps;
    private final ClusterRestores restores;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public ClusterResource(ClusterApps apps, ClusterRestores restores, Rights rights) {
        this.apps = apps;
        this.restores = restores;
        this.rights = rights;
    }

    @GET
    @Path("/apps")
    public List<ClusterApp> apps() {
        return apps.all(rights);
    }

    @GET
    @Path("/apps/{app}")
    public ClusterApp app(@PathParam("app") String app) {
        return apps.get(rights, app);
    }

    /** Newest first. */
    @GET
    @Path("/apps/{app}/restore-points")
    public ClusterPoints points(
            @PathParam("app") String app,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return apps.points(rights, app, Optional.ofNullable(after), limit);
    }

    @GET
    @Path("/apps/{app}/restore-points/{point}")
    public ClusterPoint point(@PathParam("app") String app, @PathParam("point") String point) {
        return apps.point(rights, app, point);
    }

    @POST
    @Path("/apps/{app}/backups")
    @Accepted
    @APIResponseSchema(value = ClusterBackup.class, responseCode = "202")
    public ClusterBackup backUp(@PathParam("app") String app) {
        return apps.backUp(rights, app);
    }

    @GET
    @Path("/restores")
    public List<ClusterRestore> restores() {
        return restores.all(rights);
    }

    /** Only plans: nothing is changed until it is let go on. */
    @POST
    @Path("/restores")
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepted
    @APIResponseSchema(value = ClusterRestore.class, responseCode = "202")
    public ClusterRestore plan(RestoreWish wish) {
        return restores.plan(rights, wish);
    }

    @GET
    @Path("/restores/{name}")
    public ClusterRestore restore(@PathParam("name") String name) {
        return restores.get(rights, name);
    }

    @POST
    @Path("/restores/{name}/apply")
    @Accepted
    @APIResponseSchema(value = ClusterRestore.class, responseCode = "202")
    public ClusterRestore apply(@PathParam("name") String name) {
        return restores.apply(rights, name);
    }

    @POST
    @Path("/restores/{name}/cancel")
    @Accepted
    @APIResponseSchema(value = ClusterRestore.class, responseCode = "202")
    public ClusterRestore cancel(@PathParam("name") String name) {
        return restores.cancel(rights, name);
    }

    /** Only of what is still a plan. */
    @DELETE
    @Path("/restores/{name}")
    public void discard(@PathParam("name") String name) {
        restores.discard(rights, name);
    }
}
