/**
 * {@link cloud.mows.backup.crds.browse.BrowseSession}: somebody looks into a repository for a while.
 *
 * <p>Invariant: nothing of it opens a repository. The key of a session is known to whoever asked for it alone; here is only its hash.
 */
@NullMarked
package cloud.mows.backup.crds.browse;

import org.jspecify.annotations.NullMarked;
