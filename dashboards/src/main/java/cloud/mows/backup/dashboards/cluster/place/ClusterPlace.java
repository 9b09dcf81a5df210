package cloud.mows.backup.dashboards.cluster.place;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A repository.
 *
 * @param outside whether it does not lie on a volume of this cluster
 * @param suspended whether it is left alone: no backup, check or prune starts
 * @param ready whether it can be opened and written; null if nobody has tried yet
 * @param checked whether the last check found no damage; null if there was none
 * @param pruned whether what is no longer kept could be removed; null if that was never tried
 * @param copied whether all lies in it that is to be copied to it; null if nothing is to be
 * @param bytes that it occupied when it was last checked; null if that is not known
 * @param checkedPart which part of the data the last check read, and of how many: 3/20; null if none
 * @param apps how many have restore points in it, of this cluster and of others
 * @param restorePoints how many lie in it
 * @param newest the moment that the newest of them shows; null if there is none
 */
public record ClusterPlace(
        String name,
        String address,
        boolean outside,
        boolean suspended,
        @Nullable PlaceCondition ready,
        @Nullable PlaceCondition checked,
        @Nullable PlaceCondition pruned,
        @Nullable PlaceCondition copied,
        @Nullable Long bytes,
        @Nullable Instant lastCheck,
        @Nullable Instant nextCheck,
        @Nullable String checkedPart,
        @Nullable Instant lastPrune,
        @Nullable Instant nextPrune,
        int apps,
        int restorePoints,
        @Nullable Instant newest) {}
