package cloud.mows.backup.dashboards.access;

/**
 * Why this browser came back from the provider of identities and is not logged in.
 *
 * @param next what to do
 */
public record LoginFailure(String detail, String next) {}
