package cloud.mows.backup.dashboards.cluster.policy;

import cloud.mows.backup.crds.policy.Retention;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long restore points are kept: what any of these asks for.
 *
 * @param within all that are not older, as {@code 1m15d}
 */
public record PolicyKeep(
        @Nullable Integer last,
        @Nullable Integer hourly,
        @Nullable Integer daily,
        @Nullable Integer weekly,
        @Nullable Integer monthly,
        @Nullable Integer yearly,
        @Nullable String within) {
    static PolicyKeep of(Retention retention) {
        return new PolicyKeep(
                retention.last(),
                retention.hourly(),
                retention.daily(),
                retention.weekly(),
                retention.monthly(),
                retention.yearly(),
                retention.within());
    }

    /** @throws IllegalArgumentException what is wrong with it */
    Retention retention() {
        return new Retention(last, hourly, daily, weekly, monthly, yearly, within);
    }

    /** As a merge patch, which has to name what goes. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("last", last);
        fields.put("hourly", hourly);
        fields.put("daily", daily);
        fields.put("weekly", weekly);
        fields.put("monthly", monthly);
        fields.put("yearly", yearly);
        fields.put("within", within);
        return fields;
    }
}
