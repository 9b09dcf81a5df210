package cloud.mows.backup.dashboards.cluster.request;

import cloud.mows.backup.schedulers.request.Difference;

/**
 * A statement about how the app is backed up.
 *
 * @param topic a word or two: schedule, repository, volume
 * @param words a clause
 */
public record RequestDifference(Change change, String topic, String words) {
    /** Whether it holds now, if the request is approved, or both. */
    public enum Change {
        Same,
        Removed,
        Added
    }

    static RequestDifference of(Difference difference) {
        return new RequestDifference(
                switch (difference.change()) {
                    case SAME -> Change.Same;
                    case REMOVED -> Change.Removed;
                    case ADDED -> Change.Added;
                },
                difference.statement().topic(),
                difference.statement().words());
    }
}
