/**
 * Who may come in: whoever runs this program, by a link that works once, and then the browser that used it. Pages of strangers that the
 * same browser shows may not, nor names that somebody else's name server leads here. Knows nothing of what is behind.
 *
 * <p>Invariants: no token and no cookie is kept, only their hashes, but for the link that was not used yet; every request but for the
 * page's own files needs a session; whatever changes something needs a header that no page of another origin can send.
 */
@NullMarked
package cloud.mows.backup.dashboards.access;

import org.jspecify.annotations.NullMarked;
