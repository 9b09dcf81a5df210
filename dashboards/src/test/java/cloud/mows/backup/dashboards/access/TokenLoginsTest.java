package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.people.Identities;
import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TokenLoginsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T00:00:00Z"));
    private final Map<String, Person> valid = new ConcurrentHashMap<>(Map.of("t-anna", person("anna")));
    private final List<String> log = new ArrayList<>();
    private final PersonLogins logins = logins(token -> Optional.ofNullable(valid.get(token)));

    private PersonLogins logins(Identities identities) {
        return new PersonLogins(identities, Optional.empty(), Names.ofPod(List.of()), new Audit(log::add), now::get);
    }

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
        assertThat(log).containsExactly("audit login=token person=\"anna\" uid=\"u-anna\" outcome=done");
    }

    @Test
    void aTokenThatIsNoneSaysSoAndIsNotRepeated() {
        assertThatThrownBy(() -> logins.logIn("t-secret"))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith("the cluster does not take this token")
                .hasMessageNotContaining("t-secret");
        assertThat(log).containsExactly("audit login=token outcome=failed why=\"the cluster does not take the token\"");
        assertThatThrownBy(() -> logins.logIn("")).hasMessageStartingWith("the cluster does not take this token");
        assertThatThrownBy(() -> logins.logIn("x".repeat(20_000)))
                .hasMessageStartingWith("the cluster does not take this token");
    }

    @Test
    void aSessionEndsWithinAMinuteOfItsToken() {
        String cookie = logins.logIn("t-anna");
        valid.clear();
        pass(PersonSession.ASKED_AFTER.minusSeconds(1));
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
        PersonLogins shaky = logins(token -> {
            if (away.get() != null) {
                throw away.get();
            }
            return Optional.of(person("anna"));
        });
        String cookie = shaky.logIn("t");
        away.set(new IllegalStateException("away"));
        pass(PersonSession.BELIEVED.minusSeconds(1));
        assertThat(shaky.person(cookie))
                .as("what was answered less than a minute ago")
                .isPresent();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> shaky.person(cookie)).hasMessage("away");
        assertThat(shaky.personName(cookie)).contains("anna");
        away.set(null);
        assertThat(shaky.person(cookie)).isPresent();
    }

    @Test
    void twelveHoursAreEnough() {
        String cookie = logins.logIn("t-anna");
        pass(PersonSessions.AGE_MAX.minusSeconds(1));
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
        for (int again = 0; again < PersonSessions.SESSIONS_OF_ONE_MAX; again++) {
            pass(Duration.ofSeconds(1));
            logins.logIn("t-anna");
        }
        assertThat(logins.isKnown(first)).isFalse();
        assertThat(logins.isKnown(bert)).isTrue();
    }

    @Test
    void sessionsAreBounded() {
        for (int number = 0; number < PersonSessions.SESSIONS_MAX; number++) {
            valid.put("t-" + number, person("p" + number));
            logins.logIn("t-" + number);
        }
        assertThatThrownBy(() -> logins.logIn("t-anna")).hasMessage("too many people are logged in");
        pass(PersonSessions.AGE_MAX);
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
