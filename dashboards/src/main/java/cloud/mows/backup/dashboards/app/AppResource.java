package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.dashboards.problem.Accepted;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Run;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The apps of this machine. */
@Path("/api/v1/apps")
@Produces(MediaType.APPLICATION_JSON)
public final class AppResource {
    private final Apps apps;
    private final NewApps newApps;
    private final Backups backups;

    public AppResource(Apps apps, NewApps newApps, Backups backups) {
        this.apps = apps;
        this.newApps = newApps;
        this.backups = backups;
    }

    @GET
    public List<App> apps() {
        return apps.all();
    }

    /** Protects something more: the answer is its first backup. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run add(AppRequest request) {
        return newApps.add(request);
    }

    @GET
    @Path("/{app}")
    public App app(@PathParam("app") String app) {
        return apps.get(app).orElseThrow(() -> ApiException.noApp(app));
    }

    /** The backup that waits or goes on, if there is one, else a new one. */
    @POST
    @Path("/{app}/backups")
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run backUp(@PathParam("app") String app) {
        return backups.begin(app);
    }

    /** Goes on with an app that is paused: a first backup, and then by its schedule. */
    @POST
    @Path("/{app}/resume")
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run resume(@PathParam("app") String app) {
        return backups.resume(app);
    }
}
