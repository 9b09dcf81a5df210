package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.schedulers.answer.Draft;
import cloud.mows.backup.schedulers.answer.Outcome;
import cloud.mows.backup.schedulers.answer.Requests;
import cloud.mows.backup.schedulers.request.Request;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code request}: what apps ask for that no BackupGrant covers, found out now with the rights of whoever asks; and the answer: a
 * BackupGrant, or a denial in the status of the BackupPolicy.
 */
final class RequestCommand {
    private final RequestOptions options;
    private final Requests requests;
    private final Requests.Maker maker;
    private final String server;

    private RequestCommand(RequestOptions options, Requests requests, Requests.Maker maker, String server) {
        this.options = options;
        this.requests = requests;
        this.maker = maker;
        this.server = server;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        RequestOptions options;
        try {
            options = RequestOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            return Refused.because(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        Config config = ClusterClient.config(30_000, 1);
        try (KubernetesClient client = ClusterClient.open(config)) {
            Cluster cluster = new ApiServer(client);
            Requests requests = new Requests(cluster, InstantSource.system());
            Requests.Maker maker = change -> cluster.apply(List.of(change));
            return new RequestCommand(options, requests, maker, config.getMasterUrl()).run();
        } catch (KubernetesClientException e) {
            return Refused.because(NoCluster.refuses(config.getMasterUrl(), e));
        }
    }

    private int run() {
        Requests.Seen seen = requests.look();
        if (options.verb() == RequestOptions.Verb.LIST) {
            List<Request> open = seen.open();
            System.out.print(
                    options.json()
                            ? RequestJson.list(open, seen.faults())
                            : RequestText.list(open) + RequestText.faults(seen.faults()));
            return 0;
        }
        List<Request> named = named(options.name(), seen.all());
        if (named.size() != 1) {
            return Refused.because(
                    named.isEmpty()
                            ? "no BackupPolicy is called " + options.name() + ": 'mows-backup request list' names those"
                                    + " that no grant covers"
                            : options.name() + " could be "
                                    + String.join(
                                            " or ",
                                            named.stream().map(Request::name).toList()) + ": say which");
        }
        Request request = named.getFirst();
        String token = Requests.token(request);
        if (options.asShown().isPresent() && !options.asShown().get().equals(token)) {
            return changed(request);
        }
        return switch (options.verb()) {
            case SHOW -> {
                System.out.print(options.json() ? RequestJson.show(request, token) : RequestText.show(request, token));
                yield 0;
            }
            case APPROVE -> approve(request, token, seen);
            case DENY -> deny(request);
            case LIST -> throw new IllegalStateException("done above");
        };
    }

    /** By its whole name; else by the namespace alone, or the policy's name alone. */
    static List<Request> named(String name, List<Request> requests) {
        return requests.stream()
                .filter(request -> name.contains("/")
                        ? request.name().equals(name)
                        : request.standing().namespace().equals(name)
                                || request.standing().name().equals(name))
                .toList();
    }

    private int approve(Request request, String token, Requests.Seen seen) {
        if (request.state() == Request.State.GRANTED) {
            System.out.println(request.standing().granted().message() + " Nothing was changed.");
            return 0;
        }
        return switch (requests.draft(seen, request, options.limits(), options.grantName())) {
            case Draft.Impossible(String why) -> Refused.because(why);
            case Draft.Taken(String name) ->
                Refused.because(
                        "BackupGrant " + name + " is not for this request alone: say another name with --grant");
            case Draft.Ready grant -> approve(request, token, grant);
        };
    }

    private int approve(Request request, String token, Draft.Ready grant) {
        if (!options.yes()) {
            System.out.print(RequestText.show(request, token));
            if (!grant.spec().equals(request.grant().orElseThrow())) {
                System.out.print("\nWith the limits that you gave:\n" + RequestText.grant(grant.name(), grant.spec()));
            }
            Optional<String> no =
                    Confirmation.ask("say --yes to approve it, or see it with 'mows-backup request show'");
            if (no.isPresent()) {
                return Refused.because(no.get());
            }
        }
        return ended(
                request,
                requests.approve(request, grant, maker),
                RequestText.grant(grant.name(), grant.spec())
                        + request.hookRights().map(RequestText::hookRights).orElse(""));
    }

    private int deny(Request request) {
        ObjectMeta metadata = request.policy().getMetadata();
        return ended(
                request,
                requests.deny(request, options.reason().orElseThrow(), maker),
                "BackupPolicy " + metadata.getName() + " of namespace " + metadata.getNamespace()
                        + " says so in its status; what governs stays. If it is changed, it asks anew.\n");
    }

    private int ended(Request request, Outcome outcome, String done) {
        return switch (outcome) {
            case Outcome.Done() -> {
                System.out.print(done);
                yield 0;
            }
            case Outcome.Stale() -> changed(request);
            case Outcome.Impossible(String why) -> Refused.because(why);
            case Outcome.NotAllowed(String words) -> Refused.because(NoCluster.refuses(server, words));
        };
    }

    private static int changed(Request request) {
        return Refused.because("request " + request.name()
                + " is no longer as it was shown: look again with 'mows-backup request show " + request.name() + "'");
    }
}
