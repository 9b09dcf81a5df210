package cloud.mows.backup.dashboards.oidc;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.people.Proof;
import cloud.mows.backup.dashboards.problem.ApiException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A provider of OpenID Connect, by its authorization code flow. What it says about itself is asked when it is needed, and again each hour. */
public final class OidcProvider {
    private static final System.Logger LOG = System.getLogger(OidcProvider.class.getName());
    private static final Duration DISCOVERED_AGE_MAX = Duration.ofHours(1);
    private static final String AGAIN = "log in again, or with a token";
    private static final String TELL = "log in with a token, and tell whoever runs this page";
    private static final int TEXT_CHARS_MAX = 300;
    private static final int UNAUTHORIZED = 401;

    private final OidcSettings settings;
    private final ProviderHttp http;
    private final InstantSource clock;

    private @Nullable Discovered discovered;
    private Instant discoveredAt = Instant.MIN;
    private volatile Instant toldAt = Instant.MIN;

    /** Asks nothing yet. */
    public OidcProvider(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.http = new ProviderHttp(settings, clock);
        this.clock = clock;
    }

    /** What people call it. */
    public String host() {
        return settings.host();
    }

    /**
     * A login.
     *
     * @param redirect where the browser comes back to, which the provider must know
     * @throws ApiException if the provider does not answer
     */
    public Attempt begin(URI redirect) {
        Discovered provider = discovered();
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE, provider.scopes(settings), provider.client(), redirect)
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        return new Attempt(address, redirect, state.getValue(), nonce.getValue(), verifier.getValue());
    }

    /**
     * Who logged in.
     *
     * @param answer the parameters with which the browser came back
     * @throws ApiException why that is nobody, or if the provider does not answer
     */
    public ShownPerson finish(Attempt attempt, Map<String, List<String>> answer) {
        String state = one(answer, "state");
        if (state == null || !MessageDigest.isEqual(bytes(state), bytes(attempt.state()))) {
            throw ApiException.unauthorized("the answer of " + host() + " belongs to another login", AGAIN);
        }
        Discovered provider = discovered();
        checkIssuer(provider, one(answer, "iss"));
        String error = one(answer, "error");
        if (error != null) {
            throw ApiException.unauthorized(
                    host() + " did not log you in: " + told(error, one(answer, "error_description")), AGAIN);
        }
        String code = one(answer, "code");
        if (code == null || code.isEmpty()) {
            throw ApiException.unauthorized(host() + " sent you back without an answer", AGAIN);
        }
        OIDCTokens tokens = tokens(new AuthorizationCodeGrant(
                        new AuthorizationCode(code), attempt.redirect(), new CodeVerifier(attempt.verifier())))
                .orElseThrow(() -> ApiException.unauthorized(
                        host() + " does not take the code that you came back with: it was used before, or has expired",
                        AGAIN));
        Map<String, Object> claims = claims(tokens.getIDToken(), new Nonce(attempt.nonce()))
                .orElseThrow(() -> ApiException.unauthorized(host() + " gave no ID token", TELL));
        settings.claims().check(claims);
        String subject = (String) claims.get("sub");
        if (tokens.getRefreshToken() != null) {
            Person person = settings.claims().person(claims);
            return new ShownPerson(person, byRefreshing(tokens.getRefreshToken(), subject));
        }
        AccessToken access = tokens.getAccessToken();
        // What is asked for later has to say the same as now: an ID token alone cannot be asked for again.
        Person person = userInfo(access, subject)
                .orElseThrow(() -> ApiException.unauthorized(host() + " does not say anything about you", TELL));
        return new ShownPerson(person, unlessRefused(() -> userInfo(access, subject)));
    }

    /** What was sent once; null if it was not, or more than once. */
    private static @Nullable String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 9207: whoever answers says so, if it can. */
    private void checkIssuer(Discovered provider, @Nullable String issuer) {
        boolean right = issuer == null
                ? !provider.metadata().supportsAuthorizationResponseIssuerParam()
                : issuer.equals(settings.issuer());
        if (!right) {
            throw ApiException.unauthorized(
                    "the answer is not of " + host() + ", but of '" + told(issuer, null) + "'", AGAIN);
        }
    }

    private static String told(@Nullable String what, @Nullable String more) {
        String text = what + (more == null || more.isEmpty() ? "" : " (" + more + ")");
        return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
    }

    private synchronized Discovered discovered() {
        Instant now = clock.instant();
        Discovered known = discovered;
        if (known != null && now.isBefore(discoveredAt.plus(DISCOVERED_AGE_MAX))) {
            return known;
        }
        try {
            Discovered found = Discovered.ask(settings, http);
            discovered = found;
            discoveredAt = now;
            return found;
        } catch (IOException e) {
            throw away(e);
        }
    }

    private ApiException away(Exception e) {
        Instant now = clock.instant();
        if (!now.isBefore(toldAt.plus(ProviderHttp.PAUSE))) {
            toldAt = now;
            // For whoever runs the page; others cannot do anything with it.
            LOG.log(Level.WARNING, "{0} does not answer, or cannot be used: {1}", settings.issuer(), e.toString());
        }
        if (e instanceof NoSuchFileException missing) {
            return ApiException.unavailable(
                    "what this page needs to ask " + host() + " is not there: " + missing.getFile(),
                    "see the Secret of page.oidc.secretName, or log in with a token");
        }
        return ApiException.unavailable(
                host() + " does not answer, or not as a provider of OpenID Connect does",
                "try again soon, or log out and log in with a token");
    }

    /** What the provider gives for a grant; empty if it does not take that (any more). */
    private Optional<OIDCTokens> tokens(AuthorizationGrant grant) {
        Discovered provider = discovered();
        try {
            TokenResponse answer = OIDCTokenResponseParser.parse(
                    request(provider, grant).toHTTPRequest().send(http));
            if (answer instanceof OIDCTokenResponse success) {
                return Optional.of(success.getOIDCTokens());
            }
            ErrorObject error = answer.toErrorResponse().getErrorObject();
            if (OAuth2Error.INVALID_GRANT.equals(error)) {
                return Optional.empty();
            }
            throw new IOException("it refuses to give tokens: "
                    + told(error.getCode() + ", HTTP status " + error.getHTTPStatusCode(), error.getDescription()));
        } catch (IOException | ParseException e) {
            throw away(e);
        }
    }

    private TokenRequest request(Discovered provider, AuthorizationGrant grant) throws IOException {
        URI address = provider.metadata().getTokenEndpointURI();
        ClientID client = provider.client();
        Optional<Secret> secret = settings.secret().read().map(Secret::new);
        return secret.isEmpty()
                ? new TokenRequest.Builder(address, client, grant).build()
                : new TokenRequest.Builder(
                                address,
                                provider.wantsSecretInBody()
                                        ? new ClientSecretPost(client, secret.get())
                                        : new ClientSecretBasic(client, secret.get()),
                                grant)
                        .build();
    }

    /**
     * What an ID token says; empty if there is none.
     *
     * @param nonce that has to stand in it; null if none has to
     * @throws ApiException why it does not hold
     */
    private Optional<Map<String, Object>> claims(@Nullable JWT token, @Nullable Nonce nonce) {
        if (token == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(discovered().claims(token, nonce));
        } catch (BadJOSEException e) {
            throw ApiException.unauthorized("the ID token of " + host() + " does not hold: " + e.getMessage(), AGAIN);
        } catch (JOSEException e) {
            // Its keys cannot be had.
            throw away(e);
        }
    }

    /** What the provider says about the person now; empty if it does not take the access token any more. */
    private Optional<Person> userInfo(AccessToken access, String subject) {
        URI address = discovered().metadata().getUserInfoEndpointURI();
        try {
            if (address == null) {
                throw new IOException("it gives neither a refresh token nor an address to ask about people");
            }
            HTTPResponse answer =
                    new UserInfoRequest(address, access).toHTTPRequest().send(http);
            if (answer.getStatusCode() == HTTPResponse.SC_UNAUTHORIZED) {
                return Optional.empty();
            }
            UserInfoResponse response = UserInfoResponse.parse(answer);
            if (!response.indicatesSuccess() || response.toSuccessResponse().getUserInfo() == null) {
                throw new IOException("it does not say anything about people: HTTP status " + answer.getStatusCode());
            }
            Map<String, Object> claims =
                    response.toSuccessResponse().getUserInfo().toJSONObject();
            return subject.equals(claims.get("sub"))
                    ? Optional.of(settings.claims().person(claims))
                    : Optional.empty();
        } catch (IOException | ParseException e) {
            throw away(e);
        }
    }

    /** Who a new ID token is about, if that is the same one; asked for with the new access token if there is none. */
    private Optional<Person> renewed(OIDCTokens tokens, String subject) {
        Optional<Map<String, Object>> claims = claims(tokens.getIDToken(), null);
        if (claims.isEmpty()) {
            return userInfo(tokens.getAccessToken(), subject);
        }
        settings.claims().check(claims.get());
        return claims.filter(it -> subject.equals(it.get("sub"))).map(settings.claims()::person);
    }

    /** By a refresh token; and by the one that comes with an answer, from then on. One thread at a time asks. */
    private Proof byRefreshing(RefreshToken first, String subject) {
        AtomicReference<RefreshToken> latest = new AtomicReference<>(first);
        return unlessRefused(() -> tokens(new RefreshTokenGrant(latest.get())).flatMap(tokens -> {
            Optional.ofNullable(tokens.getRefreshToken()).ifPresent(latest::set);
            return renewed(tokens, subject);
        }));
    }

    /** What cannot be believed any more shows nobody. */
    private static Proof unlessRefused(Proof proof) {
        return () -> {
            try {
                return proof.person();
            } catch (ApiException e) {
                if (e.problem().status() == UNAUTHORIZED) {
                    return Optional.empty();
                }
                throw e;
            }
        };
    }
}
