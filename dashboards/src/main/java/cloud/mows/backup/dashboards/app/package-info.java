/**
 * The apps of a host as people see them: how each is protected, and when it is backed up next. Knows documents, runs and restore points;
 * what they come to is decided by pure functions.
 *
 * <p>Threads: any; one follows the timetables. What the repository holds is read in the background, so that nobody waits for a place
 * that does not answer.
 */
@NullMarked
package cloud.mows.backup.dashboards.app;

import org.jspecify.annotations.NullMarked;
