package cloud.mows.backup.dashboards.cluster.request;

import org.jspecify.annotations.Nullable;

/**
 * A no.
 *
 * @param asShown the token of what was looked at
 * @param reason which whoever asks reads in the status of the policy
 */
public record RequestDenial(
        @Nullable String asShown, @Nullable String reason) {}
