package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.coverage.CoverageDecider;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is there, and what governs it. Everything is looked at at once, since one document can change what governs many
 * namespaces; whoever asks while somebody looks shares the next look, so the answer is never older than the question.
 */
public final class ClusterView {
    private static final String IDENTIFYING_NAMESPACE = "kube-system";

    private final Cluster cluster;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private @Nullable CompletableFuture<Observation> next;
    private volatile @Nullable Observation last;

    /**
     * What was seen at a moment.
     *
     * @param restores that change an app then: their names, by the app's namespace
     * @param at in whole seconds, as in documents
     */
    public record Observation(
            Documents documents,
            Governance governance,
            List<Backup> backups,
            List<RestorePoint> points,
            Map<String, String> restores,
            Instant at) {
        public Observation {
            restores = Map.copyOf(restores);
            backups = List.copyOf(backups);
            points = List.copyOf(points);
        }

        /** What tells this cluster from others as long as it lives; empty if there is no such namespace, which no cluster lacks. */
        public String clusterId() {
            return documents.namespaces().stream()
                    .filter(namespace -> namespace.getMetadata().getName().equals(IDENTIFYING_NAMESPACE))
                    .map(namespace -> namespace.getMetadata().getUid())
                    .findFirst()
                    .orElse("");
        }
    }

    public ClusterView(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    public Documents documents() {
        return new Documents(
                cluster.list(Namespace.class, null),
                cluster.list(BackupPolicy.class, null),
                cluster.list(BackupGrant.class, null),
                cluster.list(Repository.class, null),
                Optional.ofNullable(cluster.get(ClusterBackupPolicy.class, null, ClusterBackupPolicy.NAME)));
    }

    /** What was seen last if that is young enough; else what is there now. */
    public Observation lookNotOlderThan(Duration age) {
        Observation seen = last;
        return seen != null && seen.at().plus(age).isAfter(clock.instant()) ? seen : look();
    }

    /** What is there now. */
    public Observation look() {
        CompletableFuture<Observation> mine = new CompletableFuture<>();
        CompletableFuture<Observation> shared;
        synchronized (this) {
            if (next == null) {
                next = mine;
            }
            shared = next;
        }
        if (shared == mine) {
            lookFor(mine);
        }
        try {
            return shared.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** How everything is covered that was seen then. Asks for the volumes' claims now. */
    public Coverage coverage(Observation seen) {
        return CoverageDecider.decide(
                seen.governance(), OwnVolumes.claimsOfApps(cluster, null), seen.backups(), seen.at());
    }

    private void lookFor(CompletableFuture<Observation> those) {
        looking.lock();
        try {
            synchronized (this) {
                next = null;
            }
            Documents documents = documents();
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            Observation seen = new Observation(
                    documents,
                    GovernanceDecider.decide(documents, now),
                    cluster.list(Backup.class, null),
                    cluster.list(RestorePoint.class, null),
                    restores(),
                    now);
            last = seen;
            those.complete(seen);
        } catch (RuntimeException | Error e) {
            those.completeExceptionally(e);
        } finally {
            looking.unlock();
        }
    }

    private Map<String, String> restores() {
        Map<String, String> restores = new HashMap<>();
        for (Restore restore : cluster.list(Restore.class, null)) {
            if (restore.getStatus() != null
                    && Objects.requireNonNull(restore.getStatus().phase()).isChanging()) {
                restores.put(restore.getSpec().target(), restore.getMetadata().getName());
            }
        }
        return restores;
    }
}
