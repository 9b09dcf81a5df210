package cloud.mows.backup.dashboards.cluster.policy;

import cloud.mows.backup.dashboards.people.Rights;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** When everything is backed up, and how long it is kept. */
@Path("/api/v1/cluster/policy")
@Produces(MediaType.APPLICATION_JSON)
public final class PolicyResource {
    private final ClusterPolicies policies;
    private final Rights rights;

    /** @param rights of whoever makes the request, each time */
    public PolicyResource(ClusterPolicies policies, Rights rights) {
        this.policies = policies;
        this.rights = rights;
    }

    @GET
    public ClusterPolicy policy() {
        return policies.get(rights);
    }

    /** Changes when, and how long; everything else stays. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public ClusterPolicy change(PolicyChange change) {
        return policies.change(rights, change);
    }

    /** What a change would come to. It is not made. */
    @POST
    @Path("/trial")
    @Consumes(MediaType.APPLICATION_JSON)
    public PolicyTrial attempt(PolicyChange change) {
        return policies.attempt(rights, change);
    }
}
