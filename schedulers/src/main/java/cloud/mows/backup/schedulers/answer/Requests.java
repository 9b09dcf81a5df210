package cloud.mows.backup.schedulers.answer;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicyStatus;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import cloud.mows.backup.schedulers.annotation.AnnotationDecider;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.request.GrantLimits;
import cloud.mows.backup.schedulers.request.Request;
import cloud.mows.backup.schedulers.request.RequestDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
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

/** What apps ask for, and the answers to it. */
public final class Requests {
    private static final int TOKEN_BYTES = 6;
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Cluster cluster;
    private final ClusterView view;
    private final InstantSource clock;

    public Requests(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.view = new ClusterView(cluster, clock);
        this.clock = clock;
    }

    /**
     * What was there at a moment.
     *
     * @param all of every BackupPolicy, also those that a grant covers
     * @param faults annotations that ask for something, which nobody can tell
     */
    public record Seen(
            Documents documents, RequestDecider decider, List<Request> all, List<AnnotatedRequest.Fault> faults) {
        public Seen {
            all = List.copyOf(all);
            faults = List.copyOf(faults);
        }

        /** Those that no grant covers; the ones that wait first. */
        public List<Request> open() {
            return all.stream()
                    .filter(request -> request.state() != Request.State.GRANTED)
                    .sorted(Comparator.comparing(Request::state).thenComparing(Request::name))
                    .toList();
        }

        public Optional<Request> of(String namespace, String policy) {
            return all.stream()
                    .filter(request -> request.standing().namespace().equals(namespace)
                            && request.standing().name().equals(policy))
                    .findFirst();
        }
    }

    /** What is there now. */
    public Seen look() {
        Documents documents = view.documents();
        Instant now = now();
        List<PersistentVolumeClaim> claims = OwnVolumes.claimsOfApps(cluster, null);
        RequestDecider decider = new RequestDecider(documents, claims, now);
        return new Seen(
                documents,
                decider,
                decider.all(GovernanceDecider.decide(documents, now)),
                documents.namespaces().stream()
                        .flatMap(namespace ->
                                AnnotationDecider.decide(namespace, of(namespace, claims)).faults().stream())
                        .toList());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static List<PersistentVolumeClaim> of(Namespace namespace, List<PersistentVolumeClaim> claims) {
        return claims.stream()
                .filter(claim -> claim.getMetadata()
                        .getNamespace()
                        .equals(namespace.getMetadata().getName()))
                .toList();
    }

    /** Changes with all that an answer is about: the policy, and the grant that it comes to. */
    public static String token(Request request) {
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

    /** The grant that would be made. @param grantName empty for one that is named after the request */
    public Draft draft(Seen seen, Request request, GrantLimits limits, Optional<String> grantName) {
        if (request.grant().isEmpty()) {
            return new Draft.Impossible(
                    "request " + request.name() + " cannot be approved as it is: " + request.obstacle());
        }
        BackupGrantSpec spec;
        try {
            spec = limits.insteadOf(request.grant().get());
        } catch (IllegalArgumentException e) {
            return new Draft.Impossible(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
        Verdict covered = seen.decider().with(request.standing(), spec).granted();
        if (!covered.holds()) {
            return new Draft.Impossible("that grant would not cover what is asked for: " + covered.message());
        }
        String name = grantName.orElseGet(request::grantName);
        @Nullable BackupGrant there = cluster.get(BackupGrant.class, null, name);
        return there == null || isFor(request, there.getSpec())
                ? new Draft.Ready(name, spec, there)
                : new Draft.Taken(name);
    }

    private static boolean isFor(Request request, BackupGrantSpec spec) {
        return spec.namespaces().equals(List.of(request.standing().namespace()))
                && spec.policies().equals(List.of(request.standing().name()));
    }

    /** How an answer gets into the cluster: with the rights of whoever gives it. @return why the API server refused */
    @FunctionalInterface
    public interface Maker {
        Optional<String> make(Change change);
    }

    /** Makes the grant. */
    public Outcome approve(Request request, Draft.Ready grant, Maker maker) {
        if (asShown(request).isEmpty()) {
            return new Outcome.Stale();
        }
        Optional<String> refusal = maker.make(change(grant));
        if (refusal.isPresent()) {
            return new Outcome.NotAllowed(refusal.get());
        }
        @Nullable BackupGrant made = cluster.get(BackupGrant.class, null, grant.name());
        return made != null && made.getSpec().equals(grant.spec())
                ? new Outcome.Done()
                : new Outcome.Impossible("BackupGrant " + grant.name() + " was changed by somebody else meanwhile");
    }

    private static Change change(Draft.Ready grant) {
        if (grant.there() != null) {
            return new Change.Patch(grant.there(), Map.of("spec", JSON.convertValue(grant.spec(), Map.class)));
        }
        BackupGrant wanted = new BackupGrant();
        wanted.setMetadata(new ObjectMetaBuilder().withName(grant.name()).build());
        wanted.setSpec(grant.spec());
        return new Change.Create(wanted);
    }

    /** Says no, in the status of the policy. @param reason at most {@link Denial#REASON_MAX} characters */
    public Outcome deny(Request request, String reason, Maker maker) {
        if (request.state() == Request.State.GRANTED) {
            return new Outcome.Impossible("request " + request.name() + " is granted: "
                    + request.standing().granted().message() + " To take that back, delete or narrow the grant");
        }
        Optional<BackupPolicy> policy = asShown(request);
        if (policy.isEmpty()) {
            return new Outcome.Stale();
        }
        Denial denial = new Denial(policy.get().getMetadata().getGeneration(), reason, now());
        Optional<String> refusal = maker.make(
                new Change.PatchStatus(policy.get(), Map.of("denial", JSON.convertValue(denial, Map.class))));
        if (refusal.isPresent()) {
            return new Outcome.NotAllowed(refusal.get());
        }
        return asShown(request)
                        .map(BackupPolicy::getStatus)
                        .map(BackupPolicyStatus::denial)
                        .filter(denial::equals)
                        .isPresent()
                ? new Outcome.Done()
                : new Outcome.Impossible("BackupPolicy " + request.name() + " was changed by somebody else meanwhile");
    }

    /** The policy, if it is what was shown: somebody may have thought about it for an hour. */
    private Optional<BackupPolicy> asShown(Request request) {
        ObjectMeta shown = request.policy().getMetadata();
        return Optional.ofNullable(cluster.get(BackupPolicy.class, shown.getNamespace(), shown.getName()))
                .filter(now -> Objects.equals(now.getMetadata().getUid(), shown.getUid())
                        && Objects.equals(now.getMetadata().getGeneration(), shown.getGeneration()));
    }
}
