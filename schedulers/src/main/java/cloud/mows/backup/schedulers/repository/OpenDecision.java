package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import java.time.Duration;

/** What is to be done with a Repository now. */
public sealed interface OpenDecision {
    /** Nothing but saying so. */
    record Tell(RepositoryStatus status) implements OpenDecision {}

    /** Nothing until then. */
    record Wait(Duration duration) implements OpenDecision {}

    /** To open it. */
    record Open(MoverTask task) implements OpenDecision {}
}
