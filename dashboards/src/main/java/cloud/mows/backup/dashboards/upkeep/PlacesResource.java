package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.dashboards.problem.Accepted;
import cloud.mows.backup.dashboards.run.Run;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Where the copies are. */
@Path("/api/v1/repositories")
@Produces(MediaType.APPLICATION_JSON)
public final class PlacesResource {
    private final Upkeep upkeep;

    public PlacesResource(Upkeep upkeep) {
        this.upkeep = upkeep;
    }

    @GET
    public List<PlaceStatus> places() {
        return upkeep.places();
    }

    /** Checks now that everything is there: the check that waits or goes on, if there is one, else a new one. */
    @POST
    @Path("/checks")
    @Accepted
    @APIResponseSchema(value = Run.class, responseCode = "202")
    public Run check() {
        return upkeep.check();
    }
}
