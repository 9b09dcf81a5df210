package cloud.mows.backup.dashboards.cluster.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to hold from now on.
 *
 * @param asShown of the policy that was looked at; needed to make the change, not to try it
 * @param places null to leave them as they are
 */
public record PolicyChange(
        @Nullable String asShown,
        boolean suspended,
        PolicyTimes times,
        PolicyKeep keep,
        @Nullable List<PolicyPlace> places) {}
