package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.oidc.ClaimRules;
import cloud.mows.backup.dashboards.oidc.ClientCredential;
import cloud.mows.backup.dashboards.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The options that begin with {@code --oidc-}. Those that kube-apiserver has mean the same as there, so that its values give the same names and
 * groups. The secret is none of them: other users of a machine read command lines.
 */
final class OidcOptions {
    static final String ISSUER = "--oidc-issuer-url";
    static final String SECRET_VARIABLE = "MOWS_BACKUP_OIDC_CLIENT_SECRET";
    private static final String CLIENT = "--oidc-client-id";
    private static final String CLIENT_FILE = "--oidc-client-id-file";
    private static final String SECRET_FILE = "--oidc-client-secret-file";
    private static final String AUTHORITIES = "--oidc-ca-file";
    private static final String USERNAME = "--oidc-username-claim";
    private static final String USERNAME_PREFIX = "--oidc-username-prefix";
    private static final String GROUPS = "--oidc-groups-claim";
    private static final String GROUPS_PREFIX = "--oidc-groups-prefix";
    private static final String REQUIRED = "--oidc-required-claim";
    private static final String SCOPES = "--oidc-scopes";
    static final Set<String> NAMES = Set.of(
            ISSUER,
            CLIENT,
            CLIENT_FILE,
            SECRET_FILE,
            AUTHORITIES,
            USERNAME,
            USERNAME_PREFIX,
            GROUPS,
            GROUPS_PREFIX,
            REQUIRED,
            SCOPES);

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> required = new HashMap<>();

    /** @throws IllegalArgumentException what is wrong with the value */
    void take(String name, String value) {
        if (!name.equals(REQUIRED)) {
            values.put(name, value);
            return;
        }
        int equals = value.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException(REQUIRED + " " + value + " is not as CLAIM=VALUE: " + ServeOptions.HELP);
        }
        required.put(value.substring(0, equals), value.substring(equals + 1));
    }

    boolean isEmpty() {
        return values.isEmpty() && required.isEmpty();
    }

    /** @throws IllegalArgumentException what is wrong with which of them */
    Optional<OidcSettings> settings(Map<String, String> environment) {
        if (isEmpty()) {
            return Optional.empty();
        }
        String issuer = Objects.requireNonNullElse(values.get(ISSUER), "");
        if (issuer.isEmpty()) {
            throw incomplete();
        }
        ClientCredential client = client();
        String claim = values.getOrDefault(USERNAME, "sub");
        try {
            return Optional.of(new OidcSettings(
                    issuer,
                    client,
                    new ClientCredential(file(SECRET_FILE), environment.get(SECRET_VARIABLE)),
                    Optional.ofNullable(file(AUTHORITIES)),
                    new ClaimRules(
                            claim,
                            ClaimRules.usernamePrefix(values.getOrDefault(USERNAME_PREFIX, ""), claim, issuer),
                            Optional.ofNullable(values.get(GROUPS)),
                            values.getOrDefault(GROUPS_PREFIX, ""),
                            required),
                    Stream.of(values.getOrDefault(SCOPES, "profile,email").split(","))
                            .map(String::strip)
                            .filter(scope -> !scope.isEmpty())
                            .toList()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("with the options --oidc-…: " + e.getMessage(), e);
        }
    }

    private ClientCredential client() {
        String id = values.get(CLIENT);
        boolean isGiven = id != null && !id.isEmpty();
        if (isGiven == values.containsKey(CLIENT_FILE)) {
            throw incomplete();
        }
        return new ClientCredential(file(CLIENT_FILE), isGiven ? id : null);
    }

    private static IllegalArgumentException incomplete() {
        return new IllegalArgumentException(ISSUER + " and one of " + CLIENT + " and " + CLIENT_FILE
                + " are needed to log in by OpenID Connect: " + ServeOptions.HELP);
    }

    /** It is read when it is needed: that it is not there yet keeps nobody from logging in with a token. */
    private @Nullable Path file(String name) {
        String value = values.get(name);
        return value == null ? null : Path.of(value).toAbsolutePath();
    }
}
