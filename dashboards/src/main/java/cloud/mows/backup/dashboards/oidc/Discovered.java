package cloud.mows.backup.dashboards.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderConfigurationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says about itself.
 *
 * @param validator judges ID tokens by the keys that the provider shows: those of five minutes ago, or of now if a token names another one
 */
record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator) {
    /** With keys that only the provider has: neither by the client secret nor unsigned. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** @throws IOException if it does not answer, or with something else */
    static Discovered ask(OidcSettings settings, ProviderHttp http) throws IOException {
        ClientID client = new ClientID(settings.clientId()
                .read()
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> new IOException("the id of the client is empty")));
        Issuer issuer = new Issuer(settings.issuer());
        HTTPResponse answer =
                new OIDCProviderConfigurationRequest(issuer).toHTTPRequest().send(http);
        try {
            answer.ensureStatusCode(HTTPResponse.SC_OK);
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBodyAsJSONObject());
            if (!metadata.getIssuer().getValue().equals(settings.issuer())) {
                throw new IOException(
                        "it calls itself '" + metadata.getIssuer() + "', not '" + settings.issuer() + "'");
            }
            check(metadata.getAuthorizationEndpointURI(), settings);
            check(metadata.getTokenEndpointURI(), settings);
            check(metadata.getJWKSetURI(), settings);
            return new Discovered(metadata, validator(client, metadata, http));
        } catch (ParseException e) {
            throw new IOException("what it says about itself cannot be understood: " + e.getMessage(), e);
        }
    }

    private static void check(@Nullable URI address, OidcSettings settings) throws IOException {
        if (address == null || !settings.allows(address)) {
            throw new IOException("an address that it names is missing or not encrypted: " + address);
        }
    }

    private static IDTokenValidator validator(ClientID client, OIDCProviderMetadata metadata, ProviderHttp http)
            throws IOException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        metadata.getJWKSetURI().toURL(), http)
                // It would start threads of its own.
                .refreshAheadCache(false)
                .build();
        return new IDTokenValidator(
                metadata.getIssuer(), client, new JWSVerificationKeySelector<>(ALGORITHMS, keys), null);
    }

    /**
     * What an ID token says.
     *
     * @param nonce that has to stand in it; null if none has to
     * @throws BadJOSEException why it does not hold
     * @throws JOSEException if the keys cannot be had
     */
    Map<String, Object> claims(JWT token, @Nullable Nonce nonce) throws BadJOSEException, JOSEException {
        IDTokenClaimsSet claims = validator.validate(token, nonce);
        // OpenID Connect Core, 3.1.3.7: one that several may see was made for one of them. The validator leaves that to
        // us.
        String party = Optional.ofNullable(claims.getAuthorizedParty())
                .map(AuthorizedParty::getValue)
                .orElse(null);
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(client().getValue())) {
            throw new BadJOSEException("Unexpected JWT authorized party (azp)");
        }
        return claims.toJSONObject();
    }

    /** By which the provider knows this program. */
    ClientID client() {
        return validator.getClientID();
    }

    /** Those that are asked for: with the one that gives a refresh token, if the provider knows it. */
    Scope scopes(OidcSettings settings) {
        Scope scope = new Scope(OIDCScopeValue.OPENID.getValue());
        settings.scopes().forEach(scope::add);
        if (metadata.getScopes() != null && metadata.getScopes().contains(OIDCScopeValue.OFFLINE_ACCESS)) {
            scope.add(OIDCScopeValue.OFFLINE_ACCESS);
        }
        return scope;
    }

    /** Whether the secret is sent in the body of requests, not in a header. */
    boolean wantsSecretInBody() {
        List<ClientAuthenticationMethod> known = metadata.getTokenEndpointAuthMethods();
        return known != null
                && !known.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                && known.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }
}
