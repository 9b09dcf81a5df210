package cloud.mows.backup.dashboards.setup;

import org.jspecify.annotations.Nullable;

/** What was found at a place. @param freeBytes null where nobody can tell */
public record PlaceTest(
        PlaceState state, String message, @Nullable Long freeBytes, PlaceKind kind) {
    public enum PlaceState {
        /** It can be used. */
        Empty,
        /** There is a repository already. */
        Repository,
        Unreachable,
        /** It answers, and does not let us in or write. */
        Refused,
        /** There is something else. */
        Foreign
    }

    public enum PlaceKind {
        Directory,
        S3,
        Rest
    }
}
