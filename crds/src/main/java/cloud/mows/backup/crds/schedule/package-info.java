/**
 * When things happen: a cron expression with its time zone, jitter, windows and quiet hours. Backups, checks and prunes use
 * the same words. It says when, not what, and knows neither a clock nor a scheduler.
 */
@NullMarked
package cloud.mows.backup.crds.schedule;

import org.jspecify.annotations.NullMarked;
