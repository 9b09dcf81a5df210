package cloud.mows.backup.dashboards.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/** Answers so where a method is {@link Accepted}. */
@Accepted
@Provider
public final class AcceptedFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatusInfo().getFamily() == Status.Family.SUCCESSFUL) {
            response.setStatusInfo(Status.ACCEPTED);
        }
    }
}
