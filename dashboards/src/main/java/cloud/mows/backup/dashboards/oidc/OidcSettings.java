package cloud.mows.backup.dashboards.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which provider is asked, as whom, and what its answers mean.
 *
 * @param issuer the address of the provider as it names itself, letter by letter
 * @param clientId may come after this program has started, where the provider makes it
 * @param authorities certificates of those whose certificates are believed, in PEM; those that this machine trusts if there are none
 * @param scopes that are asked for beside {@code openid}
 */
public record OidcSettings(
        String issuer,
        ClientCredential clientId,
        ClientCredential secret,
        Optional<Path> authorities,
        ClaimRules claims,
        List<String> scopes) {
    /** Which never leaves this machine, so that it needs no encryption. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public OidcSettings {
        scopes = List.copyOf(scopes);
        if (!isUsable(issuer)) {
            throw new IllegalArgumentException("'" + issuer + "' is not an address as https://login.example.org");
        }
    }

    private static boolean isUsable(String issuer) {
        try {
            URI address = new URI(issuer);
            return address.getHost() != null
                    && address.getQuery() == null
                    && address.getFragment() == null
                    && address.getUserInfo() == null
                    && ("https".equals(address.getScheme()) || isLocal(address));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isLocal(URI address) {
        return "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
    }

    /** Whether an address that the provider names may be called: all are encrypted, unless it runs on this machine. */
    boolean allows(URI address) {
        return "https".equals(address.getScheme()) || isLocal(address) && isLocal(URI.create(issuer));
    }

    /** What people call the provider. */
    String host() {
        return URI.create(issuer).getHost();
    }
}
