package cloud.mows.backup.schedulers.annotation;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps a BackupPolicy in each namespace that asks by annotations. For one thread. */
public final class AnnotatedPolicies {
    /** Of the BackupPolicies that are made of annotations; grants may name it. */
    public static final String NAME = "annotations";

    /** All claims of the cluster are listed for it. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final Cluster cluster;
    private final BiConsumer<HasMetadata, String> warnings;
    private final InstantSource clock;
    private Instant next = Instant.MIN;

    /** @param warnings gets a sentence about an object, again and again while it is true */
    public AnnotatedPolicies(Cluster cluster, BiConsumer<HasMetadata, String> warnings, InstantSource clock) {
        this.cluster = cluster;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** To be called every now and then; looks at most once a minute. */
    public void follow() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(INTERVAL);
        Map<String, List<PersistentVolumeClaim>> claims = OwnVolumes.claimsOfApps(cluster, null).stream()
                .collect(Collectors.groupingBy(claim -> claim.getMetadata().getNamespace()));
        Map<String, BackupPolicy> policies = cluster.list(BackupPolicy.class, null).stream()
                .filter(policy -> policy.getMetadata().getName().equals(NAME))
                .collect(Collectors.toMap(policy -> policy.getMetadata().getNamespace(), policy -> policy));
        for (Namespace namespace : cluster.list(Namespace.class, null)) {
            String name = namespace.getMetadata().getName();
            if (namespace.getMetadata().getDeletionTimestamp() == null) {
                follow(
                        namespace,
                        AnnotationDecider.decide(namespace, claims.getOrDefault(name, List.of())),
                        policies.get(name));
            }
        }
    }

    private void follow(Namespace namespace, AnnotatedRequest request, @Nullable BackupPolicy there) {
        request.faults().forEach(fault -> warnings.accept(fault.about(), fault.sentence()));
        if (!request.faults().isEmpty()) {
            return;
        }
        if (there != null && !isOurs(there)) {
            if (request.spec().isPresent()) {
                warnings.accept(
                        namespace,
                        "Annotations are not followed: there is a BackupPolicy " + NAME
                                + " that somebody else has made.");
            }
            return;
        }
        change(namespace.getMetadata().getName(), request.spec(), there)
                .flatMap(change -> cluster.apply(List.of(change)))
                .ifPresent(refusal -> warnings.accept(namespace, "Annotations are not followed: " + refusal));
    }

    private static boolean isOurs(BackupPolicy policy) {
        return policy.getMetadata().getLabels() != null
                && policy.getMetadata().getLabels().entrySet().containsAll(ManagedBy.LABELS.entrySet());
    }

    private static Optional<Change> change(
            String namespace, Optional<BackupPolicySpec> wanted, @Nullable BackupPolicy there) {
        if (wanted.isEmpty()) {
            return Optional.ofNullable(there).map(Change.Delete::new);
        }
        if (there == null) {
            BackupPolicy policy = new BackupPolicy();
            policy.setMetadata(new ObjectMetaBuilder()
                    .withNamespace(namespace)
                    .withName(NAME)
                    .withLabels(ManagedBy.LABELS)
                    .build());
            policy.setSpec(wanted.get());
            return Optional.of(new Change.Create(policy));
        }
        return wanted.get().equals(there.getSpec())
                ? Optional.empty()
                : Optional.of(new Change.Patch(
                        there, Map.of("spec", patch(fields(there.getSpec()), fields(wanted.get())))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(BackupPolicySpec spec) {
        return JSON.convertValue(spec, HashMap.class);
    }

    /** What makes one of the other by RFC 7386, where null stands for what goes. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> patch(Map<String, Object> from, Map<String, Object> to) {
        Map<String, Object> patch = new HashMap<>(to);
        from.keySet().stream().filter(name -> !to.containsKey(name)).forEach(name -> patch.put(name, null));
        to.forEach((name, value) -> {
            if (value instanceof Map<?, ?> into
                    && Objects.requireNonNullElse(from.get(name), "") instanceof Map<?, ?> old) {
                patch.put(name, patch((Map<String, Object>) old, (Map<String, Object>) into));
            }
        });
        return patch;
    }
}
