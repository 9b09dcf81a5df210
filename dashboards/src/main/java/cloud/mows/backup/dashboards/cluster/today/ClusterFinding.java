package cloud.mows.backup.dashboards.cluster.today;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it should be.
 *
 * @param bad whether something could not be restored because of it
 * @param about name of the app or of the repository, as the kind has it
 * @param apps how many apps it is about
 * @param reason in words, null where the kind says it all
 */
public record ClusterFinding(
        FindingKind kind,
        boolean bad,
        String about,
        int apps,
        @Nullable String reason) {
    /** In the order in which somebody should care. */
    public enum FindingKind {
        /** Nothing of the app can be restored. */
        AppLost,
        /** The repository cannot be opened. */
        PlaceClosed,
        /** The last check of the repository found damage, or could not be done. */
        PlaceDamaged,
        /** Not all of the app can be restored, or it is too old. */
        AppPartly,
        /** A repository outside of the cluster lacks what should be in it by now. */
        OffSiteLate,
        /** Nobody has tried the repository yet. */
        PlaceUntried,
        /** What is no longer kept could not be removed from the repository. */
        PlaceNotPruned,
        /** It is not backed up before somebody approves a request. */
        AppRequested,
        /** Its first backup has not ended. */
        AppNew
    }
}
