package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.schedulers.answer.Draft;
import cloud.mows.backup.schedulers.answer.Outcome;
import cloud.mows.backup.schedulers.answer.Requests;
import cloud.mows.backup.schedulers.request.GrantLimits;
import cloud.mows.backup.schedulers.request.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows what apps ask for, and answers it. */
public final class RequestAnswers {
    private static final String LOOK = "look at it as it is now";

    private final Cluster cluster;
    private final Requests requests;

    public RequestAnswers(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.requests = new Requests(cluster, clock);
    }

    /** Those of apps that may be seen, which no grant covers. */
    ClusterRequests open(Rights who) {
        Requests.Seen seen = requests.look();
        List<ClusterRequest> open = seen.open().stream().map(ClusterRequest::of).toList();
        List<AnnotationFault> faults =
                seen.faults().stream().map(AnnotationFault::of).toList();
        Set<String> apps = Stream.concat(
                        open.stream().map(ClusterRequest::namespace),
                        faults.stream().map(AnnotationFault::namespace))
                .collect(Collectors.toSet());
        Set<String> visible = AppRights.visible(who, apps, List.of());
        return new ClusterRequests(
                open.stream()
                        .filter(request -> visible.contains(request.namespace()))
                        .toList(),
                faults.stream()
                        .filter(fault -> visible.contains(fault.namespace()))
                        .toList());
    }

    /** Also one that is granted. */
    RequestDetails get(Rights who, String namespace, String policy) {
        AppRights.mustSee(who, namespace);
        Requests.Seen seen = requests.look();
        return RequestDetails.of(find(seen, namespace, policy), seen, who);
    }

    private static Request find(Requests.Seen seen, String namespace, String policy) {
        return seen.of(namespace, policy)
                .orElseThrow(() -> ApiException.notFound(
                        "namespace '" + namespace + "' has no BackupPolicy '" + policy + "'",
                        "see the list of requests"));
    }

    /** Makes the grant. */
    RequestDetails approve(Rights who, String namespace, String policy, RequestApproval approval) {
        AppRights.mustSee(who, namespace);
        Requests.Seen seen = requests.look();
        Request request = asShown(seen, namespace, policy, approval.asShown());
        switch (requests.draft(seen, request, limits(approval), Optional.empty())) {
            case Draft.Impossible(String why) -> throw ApiException.unusable(why, "");
            case Draft.Taken(String name) ->
                throw ApiException.conflict(
                        "there is a BackupGrant " + name + " that is not for this request alone",
                        "approve it with 'mows-backup request approve --grant' and another name");
            case Draft.Ready grant ->
                done(
                        request,
                        requests.approve(request, grant, change -> who.change(cluster, AppRights.approve(), change)));
        }
        return get(who, namespace, policy);
    }

    private static GrantLimits limits(RequestApproval approval) {
        return new GrantLimits(
                Objects.requireNonNullElse(approval.repositories(), List.of()),
                Optional.ofNullable(approval.shortestIntervalSeconds()),
                Optional.ofNullable(approval.longestRetention()),
                Boolean.TRUE.equals(approval.allowHooks()));
    }

    /** Says no. */
    RequestDetails deny(Rights who, String namespace, String policy, RequestDenial denial) {
        AppRights.mustSee(who, namespace);
        String reason = Objects.requireNonNullElse(denial.reason(), "").strip();
        if (reason.isEmpty() || reason.length() > Denial.REASON_MAX) {
            throw ApiException.unusable(
                    "a denial needs a reason of at most " + Denial.REASON_MAX + " characters",
                    "say why: whoever asks reads it in the status of the BackupPolicy");
        }
        Request request = asShown(requests.look(), namespace, policy, denial.asShown());
        done(request, requests.deny(request, reason, change -> who.change(cluster, AppRights.deny(namespace), change)));
        return get(who, namespace, policy);
    }

    private static Request asShown(Requests.Seen seen, String namespace, String policy, @Nullable String token) {
        Request request = find(seen, namespace, policy);
        if (token == null) {
            throw ApiException.unusable(
                    "the field 'asShown' is missing", "send that of the request that was looked at");
        }
        if (!token.equals(Requests.token(request))) {
            throw stale(request);
        }
        if (request.state() == Request.State.GRANTED) {
            throw ApiException.conflict(
                    "request " + request.name() + " is granted: "
                            + request.standing().granted().message(),
                    "to take that back, delete or narrow the grant");
        }
        return request;
    }

    private static void done(Request request, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> {}
            case Outcome.Stale() -> throw stale(request);
            case Outcome.Impossible(String why) -> throw ApiException.conflict(why, LOOK);
            case Outcome.NotAllowed(String words) -> throw ApiException.forbidden(words);
        }
    }

    private static ApiException stale(Request request) {
        return ApiException.conflict("request " + request.name() + " is no longer as it was shown", LOOK);
    }
}
