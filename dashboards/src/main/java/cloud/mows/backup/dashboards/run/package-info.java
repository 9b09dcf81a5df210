/**
 * Backups, restores and what keeps the repository in order as runs: queued, done by child processes of this same program, watched, remembered. One run at a time, since there
 * is one repository and one uplink. Knows documents, the open repository and whom to tell; what a run does is a {@link
 * cloud.mows.backup.dashboards.run.Work}.
 *
 * <p>Invariants: a run is written down before it begins and when it has ended, so that after a crash of this process none is taken for
 * running or for done; what a killed process left running is ended before anything else begins. No secret is in an argument of a
 * child.
 *
 * <p>Threads: one works on the queue; each child has one more that reads what it complains about; anybody may ask and cancel.
 */
@NullMarked
package cloud.mows.backup.dashboards.run;

import org.jspecify.annotations.NullMarked;
