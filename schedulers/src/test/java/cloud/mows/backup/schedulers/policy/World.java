package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster's documents, as people write them. */
public final class World {
    public static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final List<Namespace> namespaces = new ArrayList<>();
    private final List<BackupPolicy> policies = new ArrayList<>();
    private final List<BackupGrant> grants = new ArrayList<>();
    private final List<Repository> repositories = new ArrayList<>();

    @Nullable
    private ClusterBackupPolicy cluster;

    private int age;

    public World namespace(String name) {
        return namespace(name, Map.of());
    }

    public World namespace(String name, Map<String, String> labels) {
        namespaces.add(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .withLabels(labels)
                .endMetadata()
                .build());
        return this;
    }

    /** Each is younger than the one before. */
    public World policy(String namespace, String name, String spec) {
        BackupPolicy policy = document(BackupPolicy.class, "BackupPolicy", name, spec);
        policy.getMetadata().setNamespace(namespace);
        policy.getMetadata().setCreationTimestamp(NOW.minusSeconds(1000 - age++).toString());
        policies.add(policy);
        return this;
    }

    public World grant(String name, String spec) {
        grants.add(document(BackupGrant.class, "BackupGrant", name, spec));
        return this;
    }

    public World cluster(String spec) {
        cluster = document(ClusterBackupPolicy.class, "ClusterBackupPolicy", "default", spec);
        return this;
    }

    public World repository(String name) {
        return repository(name, "", "True");
    }

    public World repository(String name, String more, String ready) {
        Repository repository = document(
                Repository.class,
                "Repository",
                name,
                "{address: 's3:https://s3.example.org/b/" + name + "', password: {name: p, key: k}" + more + "}",
                ready.isEmpty()
                        ? ""
                        : "status: {conditions: [{type: Ready, status: '" + ready
                                + "', reason: R, message: secret.host refused, lastTransitionTime: '2026-01-01T00:00:00Z'}]}");
        repositories.add(repository);
        return this;
    }

    private static <T extends HasMetadata> T document(Class<T> kind, String kindName, String name, String spec) {
        return document(kind, kindName, name, spec, "");
    }

    private static <T extends HasMetadata> T document(
            Class<T> kind, String kindName, String name, String spec, String more) {
        return Serialization.unmarshal(
                "apiVersion: backup.k8s.mows.cloud/v1alpha1\nkind: " + kindName + "\nmetadata: {name: " + name
                        + "}\nspec: " + spec + "\n" + more,
                kind);
    }

    public Documents documents() {
        return new Documents(namespaces, policies, grants, repositories, Optional.ofNullable(cluster));
    }

    public Governance decide() {
        return GovernanceDecider.decide(documents(), NOW);
    }
}
