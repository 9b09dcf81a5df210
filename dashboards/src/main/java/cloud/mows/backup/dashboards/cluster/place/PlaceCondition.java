package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.repository.Repository;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to hold of a repository.
 *
 * @param words why, in a sentence; may be empty
 * @param since when that last changed
 */
public record PlaceCondition(Holds holds, String words, Instant since) {
    /** Whether it does. */
    public enum Holds {
        Yes,
        No,
        /** It is being found out, or waits for that. */
        Unknown
    }

    /** The one of a type; null if nothing was said yet, or there is nothing to say. */
    static @Nullable PlaceCondition of(Repository repository, String type) {
        return Optional.ofNullable(repository.getStatus())
                .flatMap(status -> Condition.find(status.conditions(), type))
                .map(PlaceCondition::of)
                .orElse(null);
    }

    private static PlaceCondition of(Condition condition) {
        return new PlaceCondition(
                switch (condition.status()) {
                    case TRUE -> Holds.Yes;
                    case FALSE -> Holds.No;
                    case UNKNOWN -> Holds.Unknown;
                },
                Objects.requireNonNullElse(condition.message(), ""),
                condition.lastTransitionTime());
    }
}
