package cloud.mows.backup.schedulers.due;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.schedule.Schedules;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates Backups when they are due, and removes those that say nothing any more. */
public final class DueBackups implements AutoCloseable {
    private static final Duration GOVERNED_AGE_MAX = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Supplier<Documents> documents;
    private final String ownNamespace;
    private final InstantSource clock;
    private final Schedules schedules;
    private volatile @Nullable Governed governed;

    /** What governs, as it was at a moment. */
    private record Governed(List<Namespace> namespaces, Governance governance, Instant at) {}

    private DueBackups(Cluster cluster, Supplier<Documents> documents, String ownNamespace, InstantSource clock) {
        this.cluster = cluster;
        this.documents = documents;
        this.ownNamespace = ownNamespace;
        this.clock = clock;
        schedules = Schedules.start(clock, this::create);
    }

    /**
     * Starts with nothing to follow.
     *
     * @param documents as they are now
     */
    public static DueBackups start(
            Cluster cluster, Supplier<Documents> documents, String ownNamespace, InstantSource clock) {
        return new DueBackups(cluster, documents, ownNamespace, clock);
    }

    /** Looks what is to be followed from now on, and makes up for what failed; to be called when something has changed, and every now and then. */
    public void follow() {
        Instant now = clock.instant();
        List<Backup> backups = cluster.list(Backup.class, null);
        DueDecider decider = decider(lookWhatGoverns(now), backups);
        schedules.follow(decider.wanted(now));
        decider.soon(now).forEach(this::create);
        cluster.apply(OldBackups.goes(backups).stream()
                .<Change>map(Change.Delete::new)
                .toList());
    }

    private void create(Backup backup) {
        cluster.apply(List.of(new Change.Create(backup))).ifPresent(refusal -> {
            throw new IllegalStateException(
                    "no Backup was created in namespace " + backup.getMetadata().getNamespace() + ": " + refusal);
        });
    }

    /** When a Backup is created next, by {@link App#key}. */
    Map<String, Instant> next() {
        return schedules.next();
    }

    private DueDecider decider(Governed by, List<Backup> backups) {
        return new DueDecider(by.namespaces(), by.governance(), backups, ownNamespace);
    }

    private Governed lookWhatGoverns(Instant now) {
        Documents observed = documents.get();
        Governed seen = new Governed(observed.namespaces(), GovernanceDecider.decide(observed, now), now);
        governed = seen;
        return seen;
    }

    /** For all that are due at one moment once, and not for each of a thousand. What a run follows is looked at again when it begins. */
    private Governed whatGoverns(Instant now) {
        Governed seen = governed;
        return seen != null
                        && !seen.at().isAfter(now)
                        && seen.at().plus(GOVERNED_AGE_MAX).isAfter(now)
                ? seen
                : lookWhatGoverns(now);
    }

    private void create(String key, Instant at) {
        App app = App.parse(key);
        // A timer may come a little early.
        Instant now = at.isAfter(clock.instant()) ? at : clock.instant();
        decider(whatGoverns(now), cluster.list(Backup.class, app.namespace()))
                .due(app, now)
                .ifPresent(this::create);
    }

    @Override
    public void close() {
        schedules.close();
    }
}
