package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Refusal;
import cloud.mows.backup.dashboards.problem.Problem;
import cloud.mows.backup.dashboards.problem.ProblemMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.HttpURLConnection;

/** What the API server says, as answers. */
@Provider
public final class ClusterProblems implements ExceptionMapper<KubernetesClientException> {
    @Override
    public Response toResponse(KubernetesClientException e) {
        return ProblemMapper.answer(
                switch (e.getCode()) {
                    case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                        new Problem(
                                "forbidden",
                                "The cluster does not let you do that",
                                HttpURLConnection.HTTP_FORBIDDEN,
                                Refusal.of(e),
                                "ask whoever may give you the right");
                    default ->
                        new Problem(
                                "cluster",
                                "The cluster did not do it",
                                HttpURLConnection.HTTP_BAD_GATEWAY,
                                e.getStatus() == null ? "the cluster does not answer: " + Refusal.of(e) : Refusal.of(e),
                                e.getStatus() == null ? "try again in a moment" : "");
                });
    }
}
