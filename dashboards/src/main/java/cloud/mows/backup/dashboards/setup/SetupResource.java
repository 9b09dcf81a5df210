package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.dashboards.store.Place;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** The first set-up. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SetupResource {
    private final Setup setup;

    public SetupResource(Setup setup) {
        this.setup = setup;
    }

    @GET
    @Path("/setup")
    public SetupState setup() {
        return setup.state();
    }

    @POST
    @Path("/setup")
    @Consumes(MediaType.APPLICATION_JSON)
    public RecoveryWords begin(SetupRequest request) {
        return setup.begin(request);
    }

    @GET
    @Path("/setup/words")
    public RecoveryWords words() {
        return setup.words();
    }

    @POST
    @Path("/setup/words")
    @Consumes(MediaType.APPLICATION_JSON)
    public void confirm(WordsAnswer answer) {
        setup.confirm(answer);
    }

    @GET
    @Path("/directories")
    public DirectoryListing directories(@QueryParam("path") @DefaultValue("/") String path) {
        return Directories.list(path);
    }

    /** What a repository holds; changes nothing. */
    @POST
    @Path("/places/look")
    @Consumes(MediaType.APPLICATION_JSON)
    public FoundRepository look(LookRequest request) {
        return setup.look(request);
    }

    /** Changes nothing. */
    @POST
    @Path("/places/test")
    @Consumes(MediaType.APPLICATION_JSON)
    public PlaceTest test(Place place) {
        return PlaceTester.test(place);
    }
}
