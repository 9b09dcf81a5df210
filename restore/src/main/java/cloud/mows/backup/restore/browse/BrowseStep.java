package cloud.mows.backup.restore.browse;

import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;

/** What is next for a session. */
public sealed interface BrowseStep {
    /** Its mover is started, or followed. */
    record Follow(MoverTask task) implements BrowseStep {}

    record Tell(BrowseSessionStatus status) implements BrowseStep {}

    /** It is over. */
    record Remove() implements BrowseStep {}
}
