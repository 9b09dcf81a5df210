package cloud.mows.backup.app.serve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What stands in for the page where an installation has none; its own files come before this. */
@Path("/")
public final class Home {
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String home() {
        return "MOWS Backup runs here, and this installation has no page in it: only its API, at /api/v1, can be used.\n";
    }
}
