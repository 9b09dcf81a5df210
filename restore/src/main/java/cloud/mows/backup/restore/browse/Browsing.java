package cloud.mows.backup.restore.browse;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.repository.Repository;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Sessions in which somebody looks into a repository. */
public final class Browsing {
    private final Cluster cluster;
    private final Mover mover;
    private final String ownNamespace;
    private final InstantSource clock;

    public Browsing(Cluster cluster, Mover mover, String ownNamespace, InstantSource clock) {
        this.cluster = cluster;
        this.mover = mover;
        this.ownNamespace = ownNamespace;
        this.clock = clock;
    }

    /** Takes a step. @return what is to be said of the session now; empty if it is over, and was removed */
    public Optional<BrowseSessionStatus> step(BrowseSession session) {
        BrowseDecider decider = new BrowseDecider(session, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        BrowseStep next = decider.next(
                ownNamespace,
                cluster.get(Repository.class, null, session.getSpec().repository()));
        if (next instanceof BrowseStep.Follow(MoverTask task)) {
            MoverState moved = mover.move(task);
            next = decider.after(moved, address(task));
        }
        return switch (next) {
            case BrowseStep.Tell(BrowseSessionStatus status) -> Optional.of(status);
            case BrowseStep.Remove _ -> {
                // One that is not let go of now is removed the next time.
                cluster.apply(List.of(new Change.Delete(session)));
                yield Optional.empty();
            }
            case BrowseStep.Follow _ -> throw new IllegalStateException("followed above");
        };
    }

    private Optional<String> address(MoverTask task) {
        return mover.podsOf(task.identity().owner()).stream()
                .filter(pod -> pod.getStatus() != null
                        && "Running".equals(pod.getStatus().getPhase()))
                .map(pod -> pod.getStatus().getPodIP())
                .filter(Objects::nonNull)
                // As addresses with a port are written.
                .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip)
                .findFirst();
    }
}
