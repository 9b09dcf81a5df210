/**
 * Databases of apps: which servers there are, whether they let us in, and the commands whose output is saved. Dumps are made by the
 * server's own programs, in one transaction each, while the app goes on; what they print goes into the backup as it comes, and lies on no
 * disk in between. Knows documents and secrets, and nothing of runs.
 *
 * <p>Invariants: no password is in an argument or in a log; a dump that does not end well is not in the restore point.
 *
 * <p>Threads: any; asking a server takes as long as it takes to answer, and at most half a minute. Failures are values, in the words of
 * the program that failed.
 */
@NullMarked
package cloud.mows.backup.dashboards.database;

import org.jspecify.annotations.NullMarked;
