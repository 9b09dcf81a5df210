package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.dashboards.store.Place;
import org.jspecify.annotations.Nullable;

/**
 * A place that backups of the cluster are to go to.
 *
 * @param place its name is that of the Repository
 * @param secret what opens the repository: its twelve recovery words, or a password
 * @param existing whether it is there already, and not to be made
 */
public record NewRepository(Place place, @Nullable String secret, boolean existing) {
    @Override
    public String toString() {
        return "NewRepository[" + place + "]";
    }
}
