package cloud.mows.backup.schedulers.repository;

import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.schedulers.mover.MoverTask;
import java.time.Duration;

/** What is to be done with a Repository now. */
public sealed interface Next {
    /** Nothing but saying so. */
    record Tell(RepositoryStatus status) implements Next {}

    /** Nothing until then. */
    record Wait(Duration duration) implements Next {}

    /** To open it. */
    record Open(MoverTask task) implements Next {}
}
