/**
 * What runs and ran in the cluster: backups and restores of all apps in one list, newest first, a page of it at a time.
 *
 * <p>Backups are the log of runs, of which the controller keeps the newest few of each app; nothing is kept here. Threads: any.
 */
@NullMarked
package cloud.mows.backup.dashboards.cluster.activity;

import org.jspecify.annotations.NullMarked;
