package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.store.FreshWords;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Where the backups of a cluster lie. */
@Path("/api/v1/cluster/repositories")
@Produces(MediaType.APPLICATION_JSON)
public final class PlaceResource {
    private final ClusterRepositories repositories;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public PlaceResource(ClusterRepositories repositories, Rights rights) {
        this.repositories = repositories;
        this.rights = rights;
    }

    /** By name. */
    @GET
    public PlaceList repositories() {
        return repositories.all(rights);
    }

    /** Adds one, with a Secret of its own. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public PlaceList add(NewRepository wanted) {
        return repositories.add(rights, wanted);
    }

    /** Fresh ones for a repository that is to be made. */
    @GET
    @Path("/words")
    public FreshWords words() {
        return repositories.words(rights);
    }

    /** Removes one that has no restore points; nothing is deleted where it is. */
    @DELETE
    @Path("/{repository}")
    public PlaceList remove(@PathParam("repository") String repository) {
        return repositories.remove(rights, repository);
    }
}
