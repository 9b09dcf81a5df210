package cloud.mows.backup.dashboards.platform;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The first question of the page. */
@Path("/api/v1/platform")
@Produces(MediaType.APPLICATION_JSON)
public final class PlatformResource {
    private final Platform platform;

    public PlatformResource(Platform platform) {
        this.platform = platform;
    }

    @GET
    public Platform platform() {
        return platform;
    }
}
