package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.dashboards.problem.Accepted;
import cloud.mows.backup.dashboards.problem.ApiException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What runs, waits and ran. */
@Path("/api/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
public final class RunResource {
    private final RunQueue queue;

    public RunResource(RunQueue queue) {
        this.queue = queue;
    }

    /** Newest first. */
    @GET
    public List<Run> runs(
            @QueryParam("app") @Nullable String app, @QueryParam("limit") @DefaultValue("100") int limit) {
        return queue.all().stream()
                .filter(run -> app == null || run.app().equals(app))
                .limit(Math.max(0, limit))
                .toList();
    }

    @GET
    @Path("/{id}")
    public Run run(@PathParam("id") String id) {
        return queue.get(id)
                .orElseThrow(() -> ApiException.notFound(
                        "there is no run '" + id + "'",
                        "the newest " + RunLog.KEPT + " are kept: see the list of runs"));
    }

    /** It ends as soon as it can; the run tells when it has. */
    @POST
    @Path("/{id}/cancel")
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run cancel(@PathParam("id") String id) {
        Run run = run(id);
        if (!queue.cancel(id)) {
            throw ApiException.conflict("the run '" + id + "' has ended: " + run.phase(), "");
        }
        return run(id);
    }
}
