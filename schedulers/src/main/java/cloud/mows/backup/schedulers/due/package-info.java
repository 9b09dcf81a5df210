/**
 * Which runs are to start: {@link cloud.mows.backup.schedulers.due.DueDecider} makes a Backup when the timetable that governs an app
 * says so, {@link cloud.mows.backup.schedulers.due.RunQueue} lets Backups that wait begin. {@link
 * cloud.mows.backup.schedulers.due.DueBackups} follows with Quartz and creates them.
 *
 * <p>Knows what governs and when, not what a run does. Everything is found out from the cluster, so a restart forgets nothing.
 * Invariants: a start has one name, so several replicas or a restart never make two Backups of it; what was missed is made up for
 * once; while a Backup of an app has not ended there is no second one by the schedule, and no other one of the app begins.
 *
 * <p>Failures: a Backup that cannot be created is tried again a minute later. Threads: the one that Quartz calls with.
 */
@NullMarked
package cloud.mows.backup.schedulers.due;

import org.jspecify.annotations.NullMarked;
