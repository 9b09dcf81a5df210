package cloud.mows.backup.dashboards.platform;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** For whoever starts this program anew when it does not answer. Asks nobody else: what is away is told by the page. */
@Path("/api/v1/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    /** @param alive always true: who is not does not answer */
    public record Health(boolean alive) {}

    @GET
    public Health health() {
        return new Health(true);
    }
}
