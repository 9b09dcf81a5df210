/**
 * Who may come in: whoever runs this program, by a link that works once, or people whom a cluster knows, by a token or by a provider of
 * identities; and then the browser that they used. Pages of strangers that the same browser shows may not, nor names that somebody else's
 * name server leads here. Knows nothing of what is behind, nor what those who come in may do there.
 *
 * <p>Invariants: no cookie is kept, only its hash; no link but the one that was not used yet; the token of a person, or what the provider
 * gave for them, in memory only, as it is shown again and again: nobody is let in by an answer that is older than a minute. Every request
 * but for the page's own files, logging in and being alive needs a session; whatever changes something needs a header that no page of
 * another origin can send.
 */
@NullMarked
package cloud.mows.backup.dashboards.access;

import org.jspecify.annotations.NullMarked;
