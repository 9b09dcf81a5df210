package cloud.mows.backup.dashboards.access;

import org.jspecify.annotations.Nullable;

/**
 * How to log in here, and who is.
 *
 * @param person null if nobody is logged in, or nobody in particular
 */
public record LoginState(LoginKind kind, @Nullable String person) {}
