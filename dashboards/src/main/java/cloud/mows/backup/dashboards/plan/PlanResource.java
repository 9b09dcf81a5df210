package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.dashboards.problem.Accepted;
import cloud.mows.backup.dashboards.run.Run;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Restores: planned, shown, and then done. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PlanResource {
    private final RestorePlans plans;

    public PlanResource(RestorePlans plans) {
        this.plans = plans;
    }

    @POST
    @Path("/restore-points/{id}/restore-plans")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestorePlan plan(@PathParam("id") String id, PlanRequest request) {
        return plans.plan(id, request);
    }

    /** Refused with 409 when what it would change is not as it was planned. */
    @POST
    @Path("/restore-plans/{id}/apply")
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run apply(@PathParam("id") String id) {
        return plans.apply(id);
    }
}
