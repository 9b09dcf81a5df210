package cloud.mows.backup.dashboards.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PersonRightsTest {
    private static final Right RIGHT = new Right("create", "", "secrets", "photos");
    private static final Right OTHER = new Right("update", "", "secrets", "photos");
    private static final Secret SECRET = new SecretBuilder()
            .withNewMetadata()
            .withNamespace("photos")
            .withName("s")
            .endMetadata()
            .withStringData(Map.of("password", "hidden"))
            .build();

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<String> log = new ArrayList<>();

    private Rights rights(Person person, Right... had) {
        return new PersonRights(person, (who, asked) -> Set.of(had), new Audit(log::add));
    }

    @Test
    void makesAChangeThatThePersonMayMake() {
        Rights rights = rights(People.ANNA, RIGHT);

        assertThat(rights.change(cluster, List.of(RIGHT), new Change.Create(SECRET)))
                .isEmpty();

        assertThat(cluster.all(Secret.class)).hasSize(1);
        assertThat(log)
                .containsExactly(
                        "audit person=\"anna\" uid=\"u-1\" verb=create kind=Secret namespace=\"photos\" name=\"s\""
                                + " needs=\"create secrets in namespace photos\" decision=allowed outcome=done");
    }

    @Test
    void changesNothingWhereARightIsMissing() {
        Rights rights = rights(People.ANNA, RIGHT);

        assertThatThrownBy(() -> rights.change(cluster, List.of(RIGHT, OTHER), new Change.Create(SECRET)))
                .isInstanceOf(ApiException.class)
                .hasMessage("you may not do that: the right to update secrets in namespace photos is missing");

        assertThat(cluster.all(Secret.class)).isEmpty();
        assertThat(log)
                .singleElement()
                .asString()
                .contains("decision=denied missing=\"update secrets in namespace photos\"");
    }

    @Test
    void aChangeWithoutARightIsAFault() {
        assertThatThrownBy(() -> rights(People.ANNA).change(cluster, List.of(), new Change.Create(SECRET)))
                .hasMessage("every change needs a right");
        assertThat(cluster.all(Secret.class)).isEmpty();
    }

    @Test
    void theLogHoldsFieldsAndNoValuesAndKeepsItsLines() {
        cluster.put(SECRET);
        Person strange = new Person("anna\"\n decision=allowed \u202e", "", List.of(), Map.of());

        rights(strange, RIGHT)
                .change(
                        cluster,
                        List.of(RIGHT),
                        new Change.Patch(SECRET, Map.of("stringData", Map.of("password", "hidden"))));

        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("audit person=\"anna\\\"\\u000a decision=allowed \\u202e\" uid=\"\" verb=patch")
                .contains("fields=\"stringData.password\"")
                .doesNotContain("hidden")
                .doesNotContain("\n");
    }

    @Test
    void whatFailsIsInTheLogToo() {
        cluster.failing(1);
        assertThatThrownBy(() -> rights(People.ANNA, RIGHT).change(cluster, List.of(RIGHT), new Change.Create(SECRET)))
                .hasMessage("call 1 fails");
        assertThat(log).singleElement().asString().endsWith("decision=allowed outcome=unknown");
        assertThat(cluster.all(ConfigMap.class)).isEmpty();
    }
}
