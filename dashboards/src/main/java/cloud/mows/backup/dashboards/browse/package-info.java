/**
 * Looking into the restore points of a cluster: {@link cloud.mows.backup.dashboards.browse.PointFiles} says what is in one, asking a
 * session of its repository ({@link cloud.mows.backup.dashboards.browse.BrowseSessions}) that the controller has a Job answer for.
 *
 * <p>This program has no secret of a repository. It makes up a key for each session, keeps that in memory only, and tells the cluster no more
 * than its hash. A session that is gone is begun anew, unseen by whoever asks. Threads: any. Failures: {@code ApiException}.
 */
@NullMarked
package cloud.mows.backup.dashboards.browse;

import org.jspecify.annotations.NullMarked;
