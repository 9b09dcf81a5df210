package cloud.mows.backup.dashboards.access;

import org.jspecify.annotations.Nullable;

/**
 * How to log in here, and who is.
 *
 * @param person null if nobody is logged in, or nobody in particular
 * @param provider what people call the provider of identities, which is the first way in where there is one; null where there is none
 * @param failure why this browser was not logged in by it just now; told once
 */
public record LoginState(
        LoginKind kind,
        @Nullable String person,
        @Nullable String provider,
        @Nullable LoginFailure failure) {}
