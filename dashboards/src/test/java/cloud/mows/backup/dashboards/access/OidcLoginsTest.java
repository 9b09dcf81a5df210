package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.oidc.ClaimRules;
import cloud.mows.backup.dashboards.oidc.ClientCredential;
import cloud.mows.backup.dashboards.oidc.FakeProvider;
import cloud.mows.backup.dashboards.oidc.OidcProvider;
import cloud.mows.backup.dashboards.oidc.OidcSettings;
import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A browser, and everybody who would like to be taken for it, against a provider that is right or wrong in all ways. */
final class OidcLoginsTest {
    private static final String HOST = "backup.example.org";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T00:00:00Z"));
    private final List<String> log = new ArrayList<>();
    private final FakeProvider provider = new FakeProvider();
    private final PersonLogins logins = new PersonLogins(
            token ->
                    Optional.of(token).filter("t-anna"::equals).map(it -> new Person("anna", "u", List.of(), Map.of())),
            Optional.of(new OidcProvider(
                    provider.settings(
                            new ClaimRules("sub", "oidc:", Optional.of("groups"), "g:", Map.of("hd", "example.org"))),
                    now::get)),
            Names.ofPod(List.of(HOST)),
            new Audit(log::add),
            now::get);
    private final OidcLogins oidc = logins.oidc().orElseThrow();

    OidcLoginsTest() throws IOException {
        provider.claims.put("hd", "example.org");
        provider.claims.put("groups", List.of("owners"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    private static Person person(String... groups) {
        return new Person(
                "oidc:7",
                "",
                Stream.concat(Stream.of(groups), Stream.of("system:authenticated"))
                        .toList(),
                Map.of());
    }

    /** From the page to the provider and back. @return what comes of it */
    private OidcLogins.Step logIn() {
        OidcLogins.Step begun = oidc.begin(HOST);
        return oidc.finish(HOST, begun.login(), provider.logIn(begun.address()));
    }

    private String session() {
        return logIn().session().orElseThrow();
    }

    private String failure(OidcLogins.Step step) {
        assertThat(step.session()).isEmpty();
        assertThat(step.address()).isEqualTo(URI.create("https://backup.example.org/"));
        return oidc.failure(step.login()).orElseThrow().detail();
    }

    /** Where the provider makes the client, as an operator does in MOWS. */
    @Test
    void theIdOfTheClientMayComeLater(@TempDir Path folder) throws IOException {
        Path id = folder.resolve("clientId");
        OidcSettings known = provider.settings(new ClaimRules("sub", "", Optional.empty(), "", Map.of()));
        OidcLogins waiting = new PersonLogins(
                        token -> Optional.empty(),
                        Optional.of(new OidcProvider(
                                new OidcSettings(
                                        known.issuer(),
                                        new ClientCredential(id, null),
                                        known.secret(),
                                        known.authorities(),
                                        known.claims(),
                                        known.scopes()),
                                now::get)),
                        Names.ofPod(List.of(HOST)),
                        new Audit(log::add),
                        now::get)
                .oidc()
                .orElseThrow();
        assertThat(waiting.failure(waiting.begin(HOST).login()).orElseThrow().detail())
                .contains("is not there: " + id);

        Files.writeString(id, "backup\n");

        assertThat(waiting.begin(HOST).address().toString()).contains("client_id=backup&");
    }

    @Test
    void whoLogsInAtTheProviderComesIn() {
        OidcLogins.Step begun = oidc.begin(HOST);
        assertThat(begun.address().toString())
                .startsWith(provider.issuer() + "/auth?")
                .contains(
                        "response_type=code",
                        "client_id=backup",
                        "code_challenge_method=S256",
                        "redirect_uri=https%3A%2F%2Fbackup.example.org%2Fapi%2Fv1%2Flogin%2Foidc%2Fcallback",
                        "scope=openid+groups+offline_access",
                        "&state=",
                        "&nonce=")
                .doesNotContain(FakeProvider.SECRET, "hidden");
        assertThat(begun.session()).isEmpty();
        assertThat(begun.encrypted()).isTrue();

        OidcLogins.Step done = oidc.finish(HOST, begun.login(), provider.logIn(begun.address()));

        assertThat(done.address()).isEqualTo(URI.create("https://backup.example.org/"));
        assertThat(done.login()).as("its cookie goes").isEmpty();
        String cookie = done.session().orElseThrow();
        assertThat(logins.isKnown(cookie)).isTrue();
        assertThat(logins.person(cookie)).contains(person("g:owners"));
        assertThat(logins.personName(cookie)).contains("oidc:7");
        assertThat(log).containsExactly("audit login=oidc person=\"oidc:7\" uid=\"\" outcome=done");
        logins.logOut(cookie);
        assertThat(logins.person(cookie)).isEmpty();
    }

    @Test
    void whoForwardsAPortComesBackThere() {
        OidcLogins.Step begun = oidc.begin("localhost:30123");
        assertThat(begun.address().toString()).contains("redirect_uri=http%3A%2F%2Flocalhost%3A30123%2Fapi");
        assertThat(begun.encrypted()).isFalse();
        assertThat(oidc.finish("localhost:30123", begun.login(), provider.logIn(begun.address()))
                        .address())
                .isEqualTo(URI.create("http://localhost:30123/"));
    }

    /** What is wrong with an ID token. */
    static Stream<Arguments> wrongTokens() throws Exception {
        RSAKey foreign = new RSAKeyGenerator(2048).keyID("foreign").generate();
        return Stream.of(
                wrong("nonce of another login", it -> it.claims.put("nonce", "another")),
                wrong("no nonce", it -> it.claims.put("nonce", null)),
                wrong("for another client", it -> it.claims.put("aud", "photos")),
                wrong("for several, and used by another", it -> {
                    it.claims.put("aud", List.of("backup", "photos"));
                    it.claims.put("azp", "photos");
                }),
                wrong("for several, and used by nobody", it -> it.claims.put("aud", List.of("backup", "photos"))),
                wrong("used by another", it -> it.claims.put("azp", "photos")),
                wrong("of another provider", it -> it.claims.put("iss", "https://evil.example")),
                wrong(
                        "expired",
                        it -> it.claims.put("exp", Date.from(Instant.now().minusSeconds(120)))),
                wrong("without an end", it -> it.claims.put("exp", null)),
                wrong(
                        "of the future",
                        it -> it.claims.put("iat", Date.from(Instant.now().plusSeconds(600)))),
                wrong("about nobody", it -> it.claims.put("sub", null)),
                wrong("not signed", it -> it.signer = claims -> new PlainJWT(claims).serialize()),
                wrong(
                        "signed with the client's secret",
                        it -> it.signer = claims -> {
                            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
                            token.sign(new MACSigner("hidden & secret".repeat(3)));
                            return token.serialize();
                        }),
                wrong(
                        "signed with the public key as a secret",
                        it -> it.signer = claims -> {
                            SignedJWT token = new SignedJWT(
                                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                                            .keyID(it.key().getKeyID())
                                            .build(),
                                    claims);
                            token.sign(new MACSigner(it.key().toRSAPublicKey().getEncoded()));
                            return token.serialize();
                        }),
                wrong("signed by a foreign key", it -> it.signer = claims -> FakeProvider.signedBy(foreign, claims)),
                wrong(
                        "signed by a foreign key under a known name",
                        it -> it.signer = claims -> FakeProvider.signedBy(
                                new RSAKey.Builder(foreign)
                                        .keyID(it.key().getKeyID())
                                        .build(),
                                claims)),
                wrong(
                        "changed after it was signed",
                        it -> it.signer = claims -> {
                            String[] parts = it.signed(claims).split("\\.");
                            return parts[0] + "."
                                    + new PlainJWT(claims).serialize().split("\\.")[1] + "x." + parts[2];
                        }));
    }

    private static Arguments wrong(String what, Consumer<FakeProvider> how) {
        return Arguments.of(what, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void anIdTokenThatDoesNotHoldLogsNobodyIn(String what, Consumer<FakeProvider> how) {
        how.accept(provider);

        assertThat(failure(logIn())).startsWith("the ID token of 127.0.0.1 does not hold");
        assertThat(log).singleElement().asString().startsWith("audit login=oidc outcome=failed why=");
    }

    @Test
    void anIdTokenThatSeveralMaySeeIsOfWhoItWasMadeFor() {
        provider.claims.put("aud", List.of("photos", "backup"));
        provider.claims.put("azp", "backup");
        assertThat(logIn().session()).isPresent();
    }

    @Test
    void whatIsRequiredOfClaimsIsRequired() {
        provider.claims.put("hd", "evil.example");
        assertThat(failure(logIn())).contains("'example.org' in the claim 'hd'");
        provider.claims.put("hd", "example.org");
        provider.claims.put("groups", 7);
        assertThat(failure(logIn())).contains("is not a list of names of groups");
    }

    @Test
    void theLoginOfAnotherBrowserIsNotFinishedHere() {
        OidcLogins.Step own = oidc.begin(HOST);
        OidcLogins.Step others = oidc.begin(HOST);
        Map<String, List<String>> answer = provider.logIn(others.address());

        assertThat(failure(oidc.finish(HOST, own.login(), answer))).contains("belongs to another login");
        assertThat(failure(oidc.finish(HOST, null, answer))).contains("began no login");
        assertThat(failure(oidc.finish(HOST, "made up", answer))).contains("began no login");
        assertThat(oidc.finish(HOST, others.login(), answer).session()).isPresent();
    }

    @Test
    void nothingWorksTwice() {
        OidcLogins.Step begun = oidc.begin(HOST);
        Map<String, List<String>> answer = provider.logIn(begun.address());
        assertThat(oidc.finish(HOST, begun.login(), answer).session()).isPresent();
        assertThat(failure(oidc.finish(HOST, begun.login(), answer))).contains("began no login");

        // Whoever got hold of the code, before or after it was used.
        for (OidcLogins.Step stolen : List.of(begun, oidc.begin(HOST))) {
            OidcLogins.Step thief = oidc.begin(HOST);
            Map<String, List<String>> mixed = new TreeMap<>(provider.logIn(thief.address()));
            mixed.put(
                    "code",
                    stolen == begun
                            ? answer.get("code")
                            : provider.logIn(stolen.address()).get("code"));
            assertThat(failure(oidc.finish(HOST, thief.login(), mixed))).contains("does not take the code");
        }
    }

    @Test
    void anAnswerThatCouldMeanSeveralThingsMeansNothing() {
        for (String twice : List.of("state", "code")) {
            OidcLogins.Step begun = oidc.begin(HOST);
            Map<String, List<String>> answer = new TreeMap<>(provider.logIn(begun.address()));
            answer.computeIfPresent(twice, (name, values) -> List.of(values.getFirst(), values.getFirst()));
            assertThat(failure(oidc.finish(HOST, begun.login(), answer)))
                    .containsAnyOf("belongs to another login", "without an answer");
        }
    }

    @Test
    void aRefusalOfTheProviderIsTold() {
        OidcLogins.Step begun = oidc.begin(HOST);
        OidcLogins.Step back = oidc.finish(
                HOST,
                begun.login(),
                Map.of(
                        "state", provider.logIn(begun.address()).get("state"),
                        "error", List.of("access_denied"),
                        "error_description", List.of("not on Mondays")));
        assertThat(oidc.failure(back.login()).orElseThrow())
                .isEqualTo(new LoginFailure(
                        "127.0.0.1 did not log you in: access_denied (not on Mondays)",
                        "log in again, or with a token"));
        assertThat(oidc.failure(back.login())).as("told once").isEmpty();
    }

    @Test
    void aProviderThatSaysWhoAnswersHasToSaySo() {
        provider.namesItself = true;
        assertThat(logIn().session()).isPresent();
        for (Optional<String> wrong : List.of(Optional.of("https://evil.example"), Optional.<String>empty())) {
            OidcLogins.Step begun = oidc.begin(HOST);
            Map<String, List<String>> answer = new TreeMap<>(provider.logIn(begun.address()));
            answer.remove("iss");
            wrong.ifPresent(issuer -> answer.put("iss", List.of(issuer)));
            assertThat(failure(oidc.finish(HOST, begun.login(), answer))).contains("the answer is not of 127.0.0.1");
        }
    }

    @Test
    void aLoginTakesTenMinutesAtMost() {
        OidcLogins.Step begun = oidc.begin(HOST);
        pass(OidcLogins.ATTEMPT_AGE_MAX);
        assertThat(failure(oidc.finish(HOST, begun.login(), provider.logIn(begun.address()))))
                .contains("began no login lately");
    }

    @Test
    void ofTooManyThatAreBegunTheOldestGoes() {
        OidcLogins.Step first = oidc.begin(HOST);
        OidcLogins.Step second = oidc.begin(HOST);
        for (int more = 1; more < OidcLogins.ATTEMPTS_MAX; more++) {
            oidc.begin(HOST);
        }
        assertThat(failure(oidc.finish(HOST, first.login(), provider.logIn(first.address()))))
                .contains("began no login");
        assertThat(oidc.finish(HOST, second.login(), provider.logIn(second.address()))
                        .session())
                .isPresent();
    }

    @Test
    void whoMakesItFailDoesNotCloseTheOtherDoor() {
        provider.knows = false;
        for (int attempt = 0; attempt < FailedLogins.ATTEMPTS_MAX; attempt++) {
            assertThat(failure(logIn())).contains("does not take the code");
        }
        assertThat(failure(logIn())).isEqualTo("too many logins failed lately");
        assertThat(logins.isKnown(logins.logIn("t-anna"))).isTrue();
        pass(FailedLogins.WITHIN);
        provider.knows = true;
        assertThat(logIn().session()).isPresent();
    }

    @Test
    void whileTheProviderIsAwayATokenIsTheWayIn() {
        provider.status = 502;
        assertThat(oidc.failure(oidc.begin(HOST).login()).orElseThrow())
                .isEqualTo(new LoginFailure(
                        "127.0.0.1 does not answer, or not as a provider of OpenID Connect does",
                        "try again soon, or log in with a token"));
        assertThat(logins.isKnown(logins.logIn("t-anna"))).isTrue();
        assertThat(logins.howToLogIn())
                .isEqualTo("log in with 127.0.0.1, or make a token and log in with it: kubectl create token NAME");
        provider.status = 0;
        assertThat(logIn().session()).isPresent();
    }

    @Test
    void nobodyWaitsLongForASilentProvider() {
        provider.isSilent = true;
        long begun = System.nanoTime();
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(failure(oidc.begin(HOST))).startsWith("127.0.0.1 does not answer");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        provider.isSilent = false;
        pass(Duration.ofSeconds(5));
        assertThat(logIn().session()).isPresent();
    }

    @Test
    void aSessionEndsWhenTheProviderForgetsThePerson() {
        String cookie = session();
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).contains(person("g:owners"));
        provider.knows = false;
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).isEmpty();
        provider.knows = true;
        assertThat(logins.isKnown(cookie)).as("it does not come back").isFalse();
    }

    @Test
    void groupsAreThoseOfNow() {
        String cookie = session();
        provider.claims.put("groups", List.of("readers"));
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).contains(person("g:readers"));
        provider.claims.put("groups", null);
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).contains(person());
    }

    @Test
    void whatIsAnsweredLaterIsJudgedAsStrictly() {
        for (Consumer<FakeProvider> wrong : List.<Consumer<FakeProvider>>of(
                it -> it.claims.put("sub", "8"),
                it -> it.claims.put("hd", "evil.example"),
                it -> it.claims.put("aud", "photos"),
                it -> it.signer = claims -> new PlainJWT(claims).serialize())) {
            String cookie = session();
            wrong.accept(provider);
            pass(PersonSession.ASKED_AFTER);
            assertThat(logins.person(cookie)).isEmpty();
            provider.claims.remove("sub");
            provider.claims.remove("aud");
            provider.claims.put("hd", "example.org");
            provider.signer = provider::signed;
        }
    }

    @Test
    void nobodyComesInWhileTheProviderDoesNotAnswerAndNobodyIsLoggedOut() {
        String cookie = session();
        provider.status = 503;
        pass(PersonSession.BELIEVED.minusSeconds(1));
        assertThat(logins.person(cookie))
                .as("what was answered less than a minute ago")
                .isPresent();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> logins.person(cookie)).isInstanceOfSatisfying(ApiException.class, away -> {
            assertThat(away.problem().status()).isEqualTo(503);
            assertThat(away.problem().next()).isEqualTo("try again soon, or log out and log in with a token");
        });
        assertThat(logins.personName(cookie)).as("greeted, to log out").contains("oidc:7");
        provider.status = 0;
        assertThat(logins.person(cookie)).isPresent();
        pass(PersonSessions.AGE_MAX);
        assertThat(logins.isKnown(cookie)).isFalse();
    }

    @Test
    void aProviderMayChangeItsKey() {
        String before = session();
        provider.changeKey();
        assertThat(logIn().session()).isPresent();
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(before)).isPresent();
    }

    @Test
    void withoutRefreshTokensThePersonIsAskedFor() {
        provider.givesRefreshTokens = false;
        provider.userInfo.put("groups", List.of("readers"));
        String cookie = session();
        assertThat(logins.person(cookie)).as("only what can be asked for again").contains(person("g:readers"));
        provider.userInfo.clear();
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).contains(person());
        provider.userInfo.put("sub", "8");
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).isEmpty();
        provider.userInfo.clear();
        String other = session();
        provider.knows = false;
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(other)).isEmpty();
    }

    @Test
    void orIfRefreshingSaysNothingAboutThem() {
        provider.givesIdTokensWhenRefreshing = false;
        String cookie = session();
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).contains(person());
        provider.knows = false;
        pass(PersonSession.ASKED_AFTER);
        assertThat(logins.person(cookie)).isEmpty();
    }

    @Test
    void bothWaysInHaveTheSameLimits() {
        List<String> cookies = new ArrayList<>();
        for (int again = 0; again <= PersonSessions.SESSIONS_OF_ONE_MAX; again++) {
            pass(Duration.ofSeconds(1));
            cookies.add(session());
        }
        assertThat(logins.isKnown(cookies.getFirst())).isFalse();
        assertThat(logins.isKnown(cookies.get(1))).isTrue();
    }
}
