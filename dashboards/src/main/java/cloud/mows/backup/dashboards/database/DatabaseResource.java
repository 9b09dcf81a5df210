package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.dashboards.host.PrivateFiles;
import cloud.mows.backup.dashboards.host.Secrets;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Database servers, before they belong to an app. */
@Path("/api/v1/databases")
@Produces(MediaType.APPLICATION_JSON)
public final class DatabaseResource {
    private final Databases databases;
    private final Secrets secrets;
    private final LocalServers local;

    public DatabaseResource(Databases databases, Secrets secrets) {
        this.databases = databases;
        this.secrets = secrets;
        this.local = new LocalServers(databases, System.getenv());
    }

    /** Servers of this machine that let us in as they are. */
    @GET
    @Path("/found")
    public List<FoundDatabase> found() {
        return local.found();
    }

    /** What a server has; changes nothing. */
    @POST
    @Path("/test")
    @Consumes(MediaType.APPLICATION_JSON)
    public DatabaseTest test(DatabaseRequest request) throws IOException {
        String file = "secrets/test-" + UUID.randomUUID() + ".pgpass";
        if (!request.hasPassword()) {
            return databases.test(request.spec(file));
        }
        try {
            secrets.write(file, request.passwordLine());
            return databases.test(request.spec(file));
        } finally {
            PrivateFiles.remove(secrets.path(file));
        }
    }
}
