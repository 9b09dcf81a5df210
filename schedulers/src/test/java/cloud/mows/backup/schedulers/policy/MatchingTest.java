package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.meta.Selector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MatchingTest {
    @ParameterizedTest
    @CsvSource({
        "notes, notes, true", "notes, note, false", "notes, notes2, false", "notes, xnotes, false", "n*, notes, true",
        "*s, notes, true", "*ot*, notes, true", "*, notes, true", "team-*, team-, true", "team-*, team, false",
        "team-*, xteam-a, false", "a*b*c, aXbYc, true", "a*b*c, acb, false", "*a*a*, banana, true", "**, x, true",
        "a.c, abc, false", "a*a, a, false",
    })
    void names(String pattern, String name, boolean matches) {
        assertThat(Matching.name(pattern, name)).isEqualTo(matches);
    }

    @Test
    void aPatternCannotBeMadeToTakeLong() {
        String pattern = "*a".repeat(120) + "*b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Matching.name(pattern, "a".repeat(253))).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{matchLabels: {app: notes}}                                                     | true",
                "{matchLabels: {app: other}}                                                     | false",
                "{matchLabels: {app: notes, tier: web}}                                          | false",
                "{matchExpressions: [{key: app, operator: In, values: [x, notes]}]}              | true",
                "{matchExpressions: [{key: tier, operator: In, values: [x]}]}                    | false",
                "{matchExpressions: [{key: app, operator: NotIn, values: [notes]}]}              | false",
                "{matchExpressions: [{key: tier, operator: NotIn, values: [web]}]}               | true",
                "{matchExpressions: [{key: app, operator: Exists}]}                              | true",
                "{matchExpressions: [{key: tier, operator: Exists}]}                             | false",
                "{matchExpressions: [{key: tier, operator: DoesNotExist}]}                       | true",
                "{matchLabels: {app: notes}, matchExpressions: [{key: app, operator: DoesNotExist}]} | false",
            })
    void labels(String selector, boolean matches) {
        assertThat(selector(selector).matches(Map.of("app", "notes"))).isEqualTo(matches);
    }

    private static Selector selector(String yaml) {
        // What begins with a brace would be taken for JSON.
        return Serialization.unmarshal("#\n" + yaml, Selector.class);
    }

    @Test
    void aThingWithoutLabels() {
        assertThat(selector("{matchLabels: {app: notes}}").matches(null)).isFalse();
    }
}
