package cloud.mows.backup.dashboards.cluster.policy;

import org.jspecify.annotations.Nullable;

/** What is to hold from now on. @param asShown of the policy that was looked at; needed to make the change, not to try it */
public record PolicyChange(@Nullable String asShown, boolean suspended, PolicyTimes times, PolicyKeep keep) {}
