package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.schedulers.request.Request;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A BackupPolicy that asks for something.
 *
 * @param namespace the app
 * @param policy its name
 * @param since when it was made; null if that is not known
 * @param reason why it is in that state, in a sentence
 * @param less how many things would be protected less than now
 */
public record ClusterRequest(
        String namespace,
        String policy,
        RequestState state,
        @Nullable Instant since,
        String reason,
        int less) {
    static ClusterRequest of(Request request) {
        return new ClusterRequest(
                request.standing().namespace(),
                request.standing().name(),
                RequestState.of(request.state()),
                Optional.ofNullable(request.policy().getMetadata().getCreationTimestamp())
                        .map(Instant::parse)
                        .orElse(null),
                request.why(),
                request.less().size());
    }
}
