package cloud.mows.backup.dashboards.cluster.policy;

/**
 * When every app is backed up.
 *
 * @param cron five fields, or a word as {@code @daily}
 * @param timeZone by its name in the IANA database
 * @param jitterSeconds an app starts up to so much later
 */
public record PolicyTimes(String cron, String timeZone, int jitterSeconds) {}
