package cloud.mows.backup.dashboards.oidc;

import java.net.URI;

/**
 * One login that a browser is sent to the provider for.
 *
 * @param address where it is sent
 * @param redirect where it comes back to
 * @param state what it has to bring back
 * @param nonce what has to stand in the ID token
 * @param verifier what only we know of the code that it brings (PKCE, RFC 7636)
 */
public record Attempt(URI address, URI redirect, String state, String nonce, String verifier) {
    @Override
    public String toString() {
        return "Attempt";
    }
}
