package cloud.mows.backup.dashboards.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import net.minidev.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** A provider that knows one person, and does whatever a test wants of it. It judges what it is asked as strictly as a good one. */
public final class FakeProvider implements AutoCloseable {
    public static final String CLIENT = "backup";
    public static final String SECRET = "hidden & secret";

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new TreeMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private RSAKey key = newKey();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();

    /** Claims that the ID token has beside, or instead of, the right ones; null takes one away. */
    public final Map<String, @Nullable Object> claims = new LinkedHashMap<>();

    /** What stands in the answer about the person beside their subject. */
    public final Map<String, @Nullable Object> userInfo = new LinkedHashMap<>();

    /** Makes an ID token of claims. */
    public volatile Signer signer = this::signed;

    public volatile boolean givesRefreshTokens = true;
    public volatile boolean givesIdTokensWhenRefreshing = true;
    public volatile boolean namesItself;

    /** Whether the person is there. */
    public volatile boolean knows = true;

    /** Instead of what it would answer; 0 for that. */
    public volatile int status;

    public volatile boolean isSilent;

    /** Makes an ID token. */
    @FunctionalInterface
    public interface Signer {
        String sign(JWTClaimsSet claims) throws JOSEException;
    }

    public FakeProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public OidcSettings settings(ClaimRules rules) {
        return new OidcSettings(
                issuer(),
                new ClientCredential(null, CLIENT),
                new ClientCredential(null, SECRET),
                Optional.empty(),
                rules,
                List.of("groups"));
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on everything is signed with another one, and only that is shown. */
    public void changeKey() {
        key = newKey();
    }

    public RSAKey key() {
        return key;
    }

    public String signed(JWTClaimsSet claims) throws JOSEException {
        return signedBy(key, claims);
    }

    public static String signedBy(RSAKey by, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    /** The person logs in. @return what their browser is sent back with */
    public Map<String, List<String>> logIn(URI address) {
        Map<String, String> asked = single(URLUtils.parseParameters(address.getRawQuery()));
        String code = UUID.randomUUID().toString();
        synchronized (codes) {
            codes.put(code, asked);
        }
        Map<String, List<String>> back = new TreeMap<>();
        back.put("state", List.of(asked.getOrDefault("state", "")));
        back.put("code", List.of(code));
        if (namesItself) {
            back.put("iss", List.of(issuer()));
        }
        return back;
    }

    private static Map<String, String> single(Map<String, List<String>> parameters) {
        Map<String, String> single = new TreeMap<>();
        parameters.forEach((name, values) -> single.put(name, values.getFirst()));
        return single;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isSilent) {
                end.await();
            } else if (status != 0) {
                answer(exchange, status, new JSONObject());
            } else {
                switch (exchange.getRequestURI().getPath()) {
                    case "/.well-known/openid-configuration" -> answer(exchange, 200, describe());
                    case "/keys" -> answer(exchange, 200, new JSONObject(new JWKSet(key.toPublicJWK()).toJSONObject()));
                    case "/token" -> token(exchange);
                    case "/userinfo" -> userInfo(exchange);
                    default -> answer(exchange, 404, new JSONObject());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private JSONObject describe() {
        JSONObject about = new JSONObject();
        about.put("issuer", issuer());
        about.put("authorization_endpoint", issuer() + "/auth");
        about.put("token_endpoint", issuer() + "/token");
        about.put("userinfo_endpoint", issuer() + "/userinfo");
        about.put("jwks_uri", issuer() + "/keys");
        about.put("subject_types_supported", List.of("public"));
        about.put("response_types_supported", List.of("code"));
        about.put("scopes_supported", List.of("openid", "offline_access"));
        about.put("id_token_signing_alg_values_supported", List.of("RS256"));
        about.put("authorization_response_iss_parameter_supported", namesItself);
        return about;
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        Map<String, String> asked = single(
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        String expected = "Basic "
                + Base64.getEncoder().encodeToString((CLIENT + ":hidden+%26+secret").getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, error("invalid_client"));
            return;
        }
        boolean refreshing = "refresh_token".equals(asked.get("grant_type"));
        Map<String, String> login;
        synchronized (codes) {
            login = refreshing ? Map.of() : codes.remove(asked.getOrDefault("code", ""));
        }
        boolean taken = refreshing
                ? refreshTokens.remove(asked.getOrDefault("refresh_token", ""))
                : login != null && proves(asked, login);
        if (!taken || !knows) {
            answer(exchange, 400, error("invalid_grant"));
            return;
        }
        JSONObject tokens = new JSONObject();
        tokens.put("access_token", "access");
        tokens.put("token_type", "Bearer");
        if (givesRefreshTokens) {
            String refresh = UUID.randomUUID().toString();
            refreshTokens.add(refresh);
            tokens.put("refresh_token", refresh);
        }
        if (!refreshing || givesIdTokensWhenRefreshing) {
            tokens.put("id_token", signer.sign(claims(refreshing ? null : login.get("nonce"))));
        }
        answer(exchange, 200, tokens);
    }

    /** That who asks for the tokens is who began the login (PKCE). */
    private static boolean proves(Map<String, String> asked, Map<String, String> login) {
        return "S256".equals(login.get("code_challenge_method"))
                && login.getOrDefault("redirect_uri", "").equals(asked.get("redirect_uri"))
                && CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(asked.get("code_verifier")))
                        .getValue()
                        .equals(login.get("code_challenge"));
    }

    private JWTClaimsSet claims(@Nullable String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("7")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("nonce", nonce);
        claims.forEach(builder::claim);
        return builder.build();
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        if (!knows || !"Bearer access".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, error("invalid_token"));
            return;
        }
        JSONObject about = new JSONObject();
        about.put("sub", "7");
        about.putAll(userInfo);
        answer(exchange, 200, about);
    }

    private static JSONObject error(String code) {
        JSONObject error = new JSONObject();
        error.put("error", code);
        return error;
    }

    private static void answer(HttpExchange exchange, int status, JSONObject body) throws IOException {
        byte[] bytes = body.toJSONString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
