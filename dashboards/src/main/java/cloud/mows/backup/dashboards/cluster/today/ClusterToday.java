package cloud.mows.backup.dashboards.cluster.today;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it is with a cluster.
 *
 * @param apps how many are to be backed up
 * @param lost how many of them cannot be restored now
 * @param partly how many of them can be restored in part, or as they were too long ago
 * @param oldest the app whose newest restore point is the oldest; null if no app has one
 * @param offSite whether any repository lies outside of this cluster
 * @param oldestOffSite likewise, of what lies outside; null if nothing does
 * @param notOffSite how many apps have nothing outside
 * @param findings worst first, some of many
 * @param moreFindings how many there are beside these
 * @param next which backups start next, the soonest first, in the past if they are late; some of many
 */
public record ClusterToday(
        ClusterVerdict verdict,
        int apps,
        int lost,
        int partly,
        @Nullable AppMoment oldest,
        boolean offSite,
        @Nullable AppMoment oldestOffSite,
        int notOffSite,
        List<ClusterFinding> findings,
        int moreFindings,
        List<AppMoment> next) {
    /** The sentence. */
    public enum ClusterVerdict {
        /** There is no repository, so nothing is backed up. */
        NoPlace,
        /** Some apps cannot be restored now. */
        Lost,
        /** A repository is damaged. */
        Damaged,
        /** All can be restored, some not wholly or not as they are. */
        Partly,
        /** All can be restored, and something else needs a look. */
        Look,
        /** There is nothing to back up. */
        Nothing,
        /** All can be restored. */
        Good
    }
}
