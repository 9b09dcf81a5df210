package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.dashboards.app.AppRequest;
import cloud.mows.backup.dashboards.store.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to protect, and where to.
 *
 * @param apps none if another machine's place is taken: then its apps are
 * @param existing of a repository that is there already; null to make one
 */
public record SetupRequest(
        List<AppRequest> apps, Place place, @Nullable ExistingRepository existing) {}
