package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.crds.policy.Retention;
import org.jspecify.annotations.Nullable;

/**
 * Which restore points of an app are kept: all that any of these wishes asks for.
 *
 * @param last the newest so many
 * @param hourly the newest of each of so many hours that have one; likewise the next four
 * @param within all that are not older than this, as the command line's {@code --keep-within}
 */
public record AppKeep(
        @Nullable Integer last,
        @Nullable Integer hourly,
        @Nullable Integer daily,
        @Nullable Integer weekly,
        @Nullable Integer monthly,
        @Nullable Integer yearly,
        @Nullable String within) {
    static AppKeep of(Retention wish) {
        return new AppKeep(
                wish.last(), wish.hourly(), wish.daily(), wish.weekly(), wish.monthly(), wish.yearly(), wish.within());
    }
}
