package cloud.mows.backup.dashboards.upkeep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place with copies, and how it is kept in order.
 *
 * @param lastPruned when room was last given back
 * @param pruneProblem why that, or removing what is no longer kept, did not work the last time
 * @param pruneLate whether it should have been done by now
 * @param lastChecked when everything was last found to be there
 * @param checkProblem what was wrong the last time
 * @param allRead since when all data was read at least once; null if some never was
 * @param partsRead how many parts of the data were read
 * @param parts into how many the data is divided for that; each check reads one
 */
public record PlaceStatus(
        String name,
        String address,
        @Nullable Instant lastPruned,
        @Nullable String pruneProblem,
        boolean pruneLate,
        @Nullable Instant lastChecked,
        @Nullable String checkProblem,
        boolean checkLate,
        @Nullable Instant allRead,
        int partsRead,
        int parts,
        @Nullable Instant nextCheck) {}
