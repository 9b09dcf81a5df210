/**
 * Looking into a repository: a {@link cloud.mows.backup.crds.browse.BrowseSession} has a mover that answers questions as long as somebody
 * asks. {@link cloud.mows.backup.restore.browse.BrowseDecider} says what is next, {@link cloud.mows.backup.restore.browse.Browsing} does it.
 *
 * <p>Invariants: whoever asks has no secret of the repository, and the mover has no rights in the cluster; a session leaves nothing behind, since
 * its Job goes with it. Failures become the session's status, which stays for some minutes. Safe for any number of threads.
 */
@NullMarked
package cloud.mows.backup.restore.browse;

import org.jspecify.annotations.NullMarked;
