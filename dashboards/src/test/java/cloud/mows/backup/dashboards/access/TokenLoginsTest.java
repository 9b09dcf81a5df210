package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TokenLoginsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T00:00:00Z"));
    private final Map<String, Person> valid = new ConcurrentHashMap<>(Map.of("t-anna", person("anna")));
    private final TokenLogins logins = new TokenLogins(token -> Optional.ofNullable(valid.get(token)), now::get);

    private static Person person(String name, String... groups) {
        return new Person(name, "u-" + name, List.of(groups), Map.of());
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }

    @Test
    void whoHasATokenComesIn() {
        String cookie = logins.logIn(" t-anna\n");

        assertThat(logins.isKnown(cookie)).isTrue();
        assertThat(logins.person(cookie)).contains(person("anna"));
        assertThat(logins.personName(cookie)).contains("anna");
        assertThat(cookie).doesNotContain("anna");
        assertThat(logins.isKnown("t-anna")).isFalse();
        logins.logOut(cookie);
        assertThat(logins.person(cookie)).isEmpty();
    }

    @Test
    void aTokenThatIsNoneSaysSoAndIsNotRepeated() {
        assertThatThrownBy(() -> logins.logIn("t-secret"))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("the cluster does not take this token")
                .hasMessageNotContaining("t-secret");
        assertThatThrownBy(() -> logins.logIn("")).hasMessageStartingWith("the cluster does not take this token");
        assertThatThrownBy(() -> logins.logIn("x".repeat(20_000)))
                .hasMessageStartingWith("the cluster does not take this token");
    }

    @Test
    void aSessionEndsWithinAMinuteOfItsToken() {
        String cookie = logins.logIn("t-anna");
        valid.clear();
        pass(Duration.ofSeconds(59));
        assertThat(logins.person(cookie)).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(logins.person(cookie)).isEmpty();
        valid.put("t-anna", person("anna"));
        assertThat(logins.isKnown(cookie)).as("it does not come back").isFalse();
    }

    @Test
    void groupsAreThoseOfNow() {
        String cookie = logins.logIn("t-anna");
        valid.put("t-anna", person("anna", "admins"));
        pass(Duration.ofMinutes(1));
        assertThat(logins.person(cookie)).contains(person("anna", "admins"));
        valid.put("t-anna", person("bert"));
        pass(Duration.ofMinutes(1));
        assertThat(logins.person(cookie)).as("nobody becomes somebody else").isEmpty();
    }

    @Test
    void nobodyComesInWhileTheClusterDoesNotAnswerAndNobodyIsLoggedOut() {
        AtomicReference<RuntimeException> away = new AtomicReference<>();
        TokenLogins shaky = new TokenLogins(
                token -> {
                    if (away.get() != null) {
                        throw away.get();
                    }
                    return Optional.of(person("anna"));
                },
                now::get);
        String cookie = shaky.logIn("t");
        pass(Duration.ofMinutes(1));
        away.set(new IllegalStateException("away"));
        assertThatThrownBy(() -> shaky.person(cookie)).hasMessage("away");
        away.set(null);
        assertThat(shaky.person(cookie)).isPresent();
    }

    @Test
    void twelveHoursAreEnough() {
        String cookie = logins.logIn("t-anna");
        pass(TokenLogins.AGE_MAX.minusSeconds(1));
        assertThat(logins.isKnown(cookie)).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(logins.isKnown(cookie)).isFalse();
        assertThat(logins.person(cookie)).isEmpty();
    }

    @Test
    void whoLogsInAgainAndAgainEndsOnlySessionsOfTheirOwn() {
        valid.put("t-bert", person("bert"));
        String bert = logins.logIn("t-bert");
        String first = logins.logIn("t-anna");
        for (int again = 0; again < TokenLogins.SESSIONS_OF_ONE_MAX; again++) {
            pass(Duration.ofSeconds(1));
            logins.logIn("t-anna");
        }
        assertThat(logins.isKnown(first)).isFalse();
        assertThat(logins.isKnown(bert)).isTrue();
    }

    @Test
    void sessionsAreBounded() {
        for (int number = 0; number < TokenLogins.SESSIONS_MAX; number++) {
            valid.put("t-" + number, person("p" + number));
            logins.logIn("t-" + number);
        }
        assertThatThrownBy(() -> logins.logIn("t-anna")).hasMessage("too many people are logged in");
        pass(TokenLogins.AGE_MAX);
        assertThat(logins.isKnown(logins.logIn("t-anna"))).isTrue();
    }

    @Test
    void whoGuessesWaits() {
        for (int attempt = 0; attempt < FailedLogins.ATTEMPTS_MAX; attempt++) {
            logins.logIn("t-anna");
        }
        for (int attempt = 0; attempt < FailedLogins.ATTEMPTS_MAX; attempt++) {
            assertThatThrownBy(() -> logins.logIn("guess")).hasMessageStartingWith("the cluster does not take");
        }
        assertThatThrownBy(() -> logins.logIn("t-anna")).isInstanceOfSatisfying(ApiException.class, refused -> {
            assertThat(refused.problem().status()).isEqualTo(429);
            assertThat(refused.problem().next()).isEqualTo("try again in 61 seconds");
        });
        pass(FailedLogins.WITHIN);
        assertThat(logins.isKnown(logins.logIn("t-anna"))).isTrue();
    }
}
