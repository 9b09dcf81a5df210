/**
 * Asks a provider of OpenID Connect who somebody is: where a browser is sent, what its answer is worth, and who is named in it. A person is
 * named as the API server would name them that was given the same options. Knows no browser, no session and no rights; with it the only one
 * that knows the library for the protocol.
 *
 * <p>Invariants: an ID token counts if it is signed by a key that the provider shows now, and was made for this client, this login and this
 * time; no name and no group that begins with {@code system:} comes from a provider; secrets, codes and tokens are in no log, no file and no
 * message. Threads: any; four at a time call the provider, for five seconds at most, and few wait for their turn. Failures: {@code unauthorized} if the provider says no or
 * says what cannot be believed, {@code unavailable} if it does not answer, which says nothing about the person.
 */
@NullMarked
package cloud.mows.backup.dashboards.oidc;

import org.jspecify.annotations.NullMarked;
