package cloud.mows.backup.dashboards.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.people.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClaimRulesTest {
    private static final String ISSUER = "https://login.example.org";

    private static ClaimRules rules(String claim, String prefix, String groupsPrefix) {
        return new ClaimRules(
                claim,
                ClaimRules.usernamePrefix(prefix, claim, ISSUER),
                Optional.of("groups"),
                groupsPrefix,
                Map.of("hd", "example.org"));
    }

    private static Person person(ClaimRules rules, String claim, Object value) {
        return rules.person(Map.of(claim, value));
    }

    @Test
    void namesPeopleAsKubeApiserverDoes() {
        assertThat(person(rules("sub", "", ""), "sub", "7"))
                .isEqualTo(new Person("https://login.example.org#7", "", List.of("system:authenticated"), Map.of()));
        assertThat(person(rules("email", "", ""), "email", "anna@example.org").name())
                .isEqualTo("anna@example.org");
        assertThat(person(rules("sub", "-", ""), "sub", "7").name()).isEqualTo("7");
        assertThat(person(rules("name", "oidc:", ""), "name", "anna").name()).isEqualTo("oidc:anna");
    }

    @Test
    void groupsAreAListOrOneName() {
        ClaimRules rules = rules("sub", "-", "g:");
        assertThat(rules.person(Map.of("sub", "7", "groups", List.of("a", "b"))).groups())
                .containsExactly("g:a", "g:b", "system:authenticated");
        assertThat(rules.person(Map.of("sub", "7", "groups", "a")).groups())
                .containsExactly("g:a", "system:authenticated");
        for (Object wrong : List.of(7, List.of("a", 7), Map.of("a", "b"))) {
            assertThatThrownBy(() -> rules.person(Map.of("sub", "7", "groups", wrong)))
                    .hasMessageContaining("'groups' of the provider is not a list");
        }
        assertThat(new ClaimRules("sub", "", Optional.empty(), "", Map.of())
                        .person(Map.of("sub", "7", "groups", List.of("a")))
                        .groups())
                .as("not asked for")
                .containsExactly("system:authenticated");
    }

    @Test
    void nobodyIsMadeOneOfKubernetesOwn() {
        assertThatThrownBy(() -> person(rules("sub", "-", ""), "sub", "system:admin"))
                .hasMessageContaining("'system:admin'");
        assertThatThrownBy(() -> person(rules("sub", "sys", ""), "sub", "tem:serviceaccount:a:b"))
                .hasMessageContaining("'system:serviceaccount:a:b'");
        assertThat(rules("sub", "-", "sys")
                        .person(Map.of("sub", "7", "groups", List.of("tem:masters", "tem", "")))
                        .groups())
                .containsExactly("system", "sys", "system:authenticated");
        assertThat(rules("sub", "-", "")
                        .person(Map.of("sub", "7", "groups", List.of("system:masters", "", "a")))
                        .groups())
                .containsExactly("a", "system:authenticated");
        for (String prefix : List.of("system:", "system:x")) {
            assertThatThrownBy(() -> rules("sub", prefix, "")).hasMessageContaining("may not begin with 'system:'");
            assertThatThrownBy(() -> rules("sub", "", prefix)).hasMessageContaining("may not begin with 'system:'");
        }
    }

    @Test
    void anAddressThatIsNotVerifiedNamesNobody() {
        ClaimRules rules = rules("email", "", "");
        for (Object wrong : List.of(false, "true", "false")) {
            assertThatThrownBy(() -> rules.person(Map.of("email", "a@example.org", "email_verified", wrong)))
                    .hasMessageContaining("has not verified that 'a@example.org' is your e-mail address");
        }
        assertThat(rules.person(Map.of("email", "a@example.org", "email_verified", true))
                        .name())
                .isEqualTo("a@example.org");
    }

    @Test
    void whatIsMissingIsNamed() {
        ClaimRules rules = rules("name", "", "");
        for (Object wrong : List.of("", 7, List.of("anna"))) {
            assertThatThrownBy(() -> person(rules, "name", wrong)).hasMessageContaining("no 'name' claim");
        }
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of(), Map.of("hd", "evil.example"), Map.of("hd", List.of("example.org")))) {
            assertThatThrownBy(() -> rules.check(wrong)).hasMessageContaining("'example.org' in the claim 'hd'");
        }
        rules.check(Map.of("hd", "example.org"));
    }
}
