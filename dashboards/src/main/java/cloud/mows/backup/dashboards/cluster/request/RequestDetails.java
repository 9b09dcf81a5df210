package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.schedulers.answer.Requests;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.request.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks for, beside what governs its namespace now.
 *
 * @param differences by topic; of one topic first what stays, then what goes, then what comes
 * @param less what would be protected less than now, a clause for each
 * @param notReady why backups could not run then as they are meant to; null if they could
 * @param denied the reason that somebody gave for saying no to it as it is; null if nobody has
 * @param grant the narrowest that allows it; null if there can be none
 * @param obstacle why there can be none; empty if there can
 * @param repositories all of the cluster
 * @param hookRights the command that gives the controller the right to run its hooks; null if it has none
 * @param missingToApprove rights that whoever asks lacks to say yes
 * @param missingToDeny rights that whoever asks lacks to say no
 * @param asShown what an answer to exactly this has to bring
 */
public record RequestDetails(
        ClusterRequest request,
        List<RequestDifference> differences,
        List<String> less,
        @Nullable String notReady,
        @Nullable String denied,
        @Nullable RequestGrant grant,
        String obstacle,
        List<String> repositories,
        @Nullable String hookRights,
        List<String> missingToApprove,
        List<String> missingToDeny,
        String asShown) {
    static RequestDetails of(Request request, Requests.Seen seen, Rights who) {
        return new RequestDetails(
                ClusterRequest.of(request),
                request.differences().stream().map(RequestDifference::of).toList(),
                request.less(),
                request.ready()
                        .filter(ready -> !ready.holds())
                        .map(Verdict::message)
                        .orElse(null),
                Denial.inForce(request.policy()).map(Denial::reason).orElse(null),
                request.grant()
                        .map(spec -> RequestGrant.of(request.grantName(), spec))
                        .orElse(null),
                request.obstacle(),
                seen.documents().repositories().stream()
                        .map(repository -> repository.getMetadata().getName())
                        .sorted()
                        .toList(),
                request.hookRights().orElse(null),
                who.missingWords(AppRights.approve()),
                who.missingWords(AppRights.deny(request.standing().namespace())),
                Requests.token(request));
    }
}
