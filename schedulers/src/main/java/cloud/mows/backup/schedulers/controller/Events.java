package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.schedulers.repository.ConditionEvent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Tells people by events what conditions have become. */
public final class Events {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());

    private final Cluster cluster;
    private final InstantSource clock;

    public Events(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Nothing if only the words are others. An event that cannot be written changes nothing else. */
    void tell(HasMetadata about, Optional<Condition> before, Condition after) {
        ConditionEvent.of(about, before, after, clock.instant())
                .flatMap(event -> cluster.apply(List.of(new Change.Create(event))))
                .ifPresent(refusal -> LOG.log(Level.WARNING, "no event was written: {0}", refusal));
    }

    /** Tells what is wrong with an object; of the same words one event stays, until Kubernetes removes it as too old. */
    public void warn(HasMetadata about, String reason, String sentence) {
        Instant made = Instant.parse(about.getMetadata().getCreationTimestamp());
        tell(about, Optional.empty(), new Condition(reason, ConditionStatus.FALSE, reason, sentence, made, null));
    }
}
