package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import cloud.mows.backup.schedulers.annotation.AnnotationDecider;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.request.Request;
import cloud.mows.backup.schedulers.request.RequestDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code request}: what apps ask for that no BackupGrant covers, found out now with the rights of whoever asks; and the answer: a
 * BackupGrant, or a denial in the status of the BackupPolicy.
 */
final class RequestCommand {
    private static final int TOKEN_BYTES = 6;
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final String CHANGED = " is no longer as it was shown: look again with 'mows-backup request show ";

    private final RequestOptions options;
    private final KubernetesClient client;

    private RequestCommand(RequestOptions options, KubernetesClient client) {
        this.options = options;
        this.client = client;
    }

    /** What is there now. */
    private record Seen(RequestDecider decider, List<Request> requests, List<AnnotatedRequest.Fault> faults) {}

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
            return new RequestCommand(options, client).run();
        } catch (KubernetesClientException e) {
            return Refused.because(NoCluster.refuses(config.getMasterUrl(), e));
        }
    }

    private int run() {
        Seen seen = look();
        if (options.verb() == RequestOptions.Verb.LIST) {
            List<Request> open = seen.requests().stream()
                    .filter(request -> request.state() != Request.State.GRANTED)
                    .sorted(Comparator.comparing(Request::state).thenComparing(Request::name))
                    .toList();
            System.out.print(
                    options.json()
                            ? RequestJson.list(open, seen.faults())
                            : RequestText.list(open) + RequestText.faults(seen.faults()));
            return 0;
        }
        List<Request> named = named(options.name(), seen.requests());
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
        if (options.asShown().isPresent() && !options.asShown().get().equals(token(request))) {
            return Refused.because("request " + request.name() + CHANGED + request.name() + "'");
        }
        return switch (options.verb()) {
            case SHOW -> {
                System.out.print(
                        options.json()
                                ? RequestJson.show(request, token(request))
                                : RequestText.show(request, token(request)));
                yield 0;
            }
            case APPROVE -> approve(request, seen.decider());
            case DENY -> deny(request);
            case LIST -> throw new IllegalStateException("done above");
        };
    }

    private Seen look() {
        Cluster cluster = new ApiServer(client);
        Documents documents = new ClusterView(cluster, InstantSource.system()).documents();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<PersistentVolumeClaim> claims = OwnVolumes.claimsOfApps(cluster, null);
        RequestDecider decider = new RequestDecider(documents, claims, now);
        return new Seen(
                decider,
                decider.all(GovernanceDecider.decide(documents, now)),
                documents.namespaces().stream()
                        .flatMap(namespace ->
                                AnnotationDecider.decide(namespace, of(namespace, claims)).faults().stream())
                        .toList());
    }

    private static List<PersistentVolumeClaim> of(Namespace namespace, List<PersistentVolumeClaim> claims) {
        return claims.stream()
                .filter(claim -> claim.getMetadata()
                        .getNamespace()
                        .equals(namespace.getMetadata().getName()))
                .toList();
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

    /** No namespace has a dot in its name, so no two requests share one. */
    static String grantName(Request request) {
        return request.standing().namespace() + "." + request.standing().name();
    }

    /** Changes with all that an approval is about: the policy, and the grant that it comes to. */
    static String token(Request request) {
        ObjectMeta metadata = request.policy().getMetadata();
        String about = String.join(
                "\n",
                String.valueOf(metadata.getUid()),
                String.valueOf(metadata.getGeneration()),
                JSON.asJson(request.policy().getSpec()),
                JSON.asJson(request.grant().orElse(null)));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(about.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, TOKEN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private int approve(Request request, RequestDecider decider) {
        if (request.state() == Request.State.GRANTED) {
            System.out.println(request.standing().granted().message() + " Nothing was changed.");
            return 0;
        }
        if (request.grant().isEmpty()) {
            return Refused.because("request " + request.name() + " cannot be approved as it is: " + request.obstacle());
        }
        BackupGrantSpec spec;
        try {
            spec = options.limits(request.grant().get());
        } catch (IllegalArgumentException e) {
            return Refused.because(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        Verdict covered = decider.with(request.standing(), spec).granted();
        if (!covered.holds()) {
            return Refused.because("that grant would not cover what is asked for: " + covered.message());
        }
        String name = options.grantName().orElseGet(() -> grantName(request));
        @Nullable
        BackupGrant there = client.resources(BackupGrant.class).withName(name).get();
        if (there != null && !isFor(request, there.getSpec())) {
            return Refused.because(
                    "BackupGrant " + name + " is not for this request alone: say another name with --grant");
        }
        if (!options.yes()) {
            System.out.print(RequestText.show(request, token(request)));
            if (!spec.equals(request.grant().get())) {
                System.out.print("\nWith the limits that you gave:\n" + RequestText.grant(name, spec));
            }
            Optional<String> no =
                    Confirmation.ask("say --yes to approve it, or see it with 'mows-backup request show'");
            if (no.isPresent()) {
                return Refused.because(no.get());
            }
        }
        if (!isAsShown(request)) {
            return Refused.because("request " + request.name() + CHANGED + request.name() + "'");
        }
        make(name, spec, there);
        System.out.print(RequestText.grant(name, spec));
        if (!request.policy().getSpec().hooks().isEmpty()) {
            System.out.print(RequestText.hookRights(request.standing().namespace()));
        }
        return 0;
    }

    private static boolean isFor(Request request, BackupGrantSpec spec) {
        return spec.namespaces().equals(List.of(request.standing().namespace()))
                && spec.policies().equals(List.of(request.standing().name()));
    }

    /** Somebody may have thought about it for an hour. */
    private boolean isAsShown(Request request) {
        ObjectMeta shown = request.policy().getMetadata();
        @Nullable
        BackupPolicy now = client.resources(BackupPolicy.class)
                .inNamespace(shown.getNamespace())
                .withName(shown.getName())
                .get();
        return now != null
                && Objects.equals(now.getMetadata().getUid(), shown.getUid())
                && Objects.equals(now.getMetadata().getGeneration(), shown.getGeneration());
    }

    private void make(String name, BackupGrantSpec spec, @Nullable BackupGrant there) {
        if (there == null) {
            BackupGrant grant = new BackupGrant();
            grant.setMetadata(new ObjectMetaBuilder().withName(name).build());
            grant.setSpec(spec);
            client.resource(grant).create();
            return;
        }
        there.setSpec(spec);
        // Not over what somebody else changed meanwhile.
        client.resource(there)
                .lockResourceVersion(there.getMetadata().getResourceVersion())
                .update();
    }

    private int deny(Request request) {
        if (request.state() == Request.State.GRANTED) {
            return Refused.because("request " + request.name() + " is granted: "
                    + request.standing().granted().message() + " To take that back, delete or narrow the grant");
        }
        ObjectMeta metadata = request.policy().getMetadata();
        Denial denial = new Denial(
                metadata.getGeneration(),
                options.reason().orElseThrow(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        client.resources(BackupPolicy.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), JSON.asJson(Map.of("status", Map.of("denial", denial))));
        System.out.println("BackupPolicy " + metadata.getName() + " of namespace " + metadata.getNamespace()
                + " says so in its status; what governs stays. If it is changed, it asks anew.");
        return 0;
    }
}
