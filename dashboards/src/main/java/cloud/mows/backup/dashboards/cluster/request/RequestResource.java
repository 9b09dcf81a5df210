package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.dashboards.people.Rights;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the apps of a cluster ask for. */
@Path("/api/v1/cluster/requests")
@Produces(MediaType.APPLICATION_JSON)
public final class RequestResource {
    private final RequestAnswers answers;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public RequestResource(RequestAnswers answers, Rights rights) {
        this.answers = answers;
        this.rights = rights;
    }

    /** Those that no grant covers. */
    @GET
    public ClusterRequests requests() {
        return answers.open(rights);
    }

    @GET
    @Path("/{namespace}/{policy}")
    public RequestDetails request(@PathParam("namespace") String namespace, @PathParam("policy") String policy) {
        return answers.get(rights, namespace, policy);
    }

    @POST
    @Path("/{namespace}/{policy}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    public RequestDetails approve(
            @PathParam("namespace") String namespace, @PathParam("policy") String policy, RequestApproval approval) {
        return answers.approve(rights, namespace, policy, approval);
    }

    @POST
    @Path("/{namespace}/{policy}/deny")
    @Consumes(MediaType.APPLICATION_JSON)
    public RequestDetails deny(
            @PathParam("namespace") String namespace, @PathParam("policy") String policy, RequestDenial denial) {
        return answers.deny(rights, namespace, policy, denial);
    }
}
