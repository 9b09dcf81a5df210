package cloud.mows.backup.dashboards.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccessReviewsTest {
    private static final Right SEE = new Right("list", "example.org", "things", "photos");
    private static final Right SCALE = new Right("update", "apps", "deployments/scale", null);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T00:00:00Z"));
    private final Set<Right> allowed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AccessReviews reviews = new AccessReviews(
            (person, right) -> {
                asked.incrementAndGet();
                return person.equals(People.ANNA) && allowed.contains(right);
            },
            now::get);

    @Test
    void believesAnAnswerForHalfAMinute() {
        allowed.add(SEE);
        assertThat(reviews.of(People.ANNA, List.of(SEE, SCALE))).containsExactly(SEE);
        assertThat(asked).hasValue(2);

        allowed.clear();
        now.set(now.get().plusSeconds(29));
        assertThat(reviews.of(People.ANNA, List.of(SEE, SCALE))).containsExactly(SEE);
        assertThat(asked).hasValue(2);

        now.set(now.get().plusSeconds(2));
        assertThat(reviews.of(People.ANNA, List.of(SEE))).isEmpty();
        assertThat(asked).hasValue(3);
    }

    @Test
    void doesNotMixPeople() {
        allowed.add(SEE);
        assertThat(reviews.of(People.ANNA, List.of(SEE))).isNotEmpty();
        Person named = new Person("anna", "u-2", People.ANNA.groups(), Map.of());
        assertThat(reviews.of(named, List.of(SEE))).as("of the same name").isEmpty();
        Person demoted = new Person("anna", "u-1", List.of(), Map.of());
        assertThat(reviews.of(demoted, List.of(SEE)))
                .as("not in the group any more")
                .isEmpty();
    }

    @Test
    void remembersABoundedNumberOfAnswers() {
        for (int batch = 0; batch < 5; batch++) {
            String prefix = "n" + batch + "-";
            reviews.of(
                    People.ANNA,
                    IntStream.range(0, 5000)
                            .mapToObj(number -> new Right("list", "", "pods", prefix + number))
                            .toList());
        }
        assertThat(reviews.size()).isEqualTo(20_000);
        now.set(now.get().plus(Duration.ofMinutes(1)));
        reviews.of(People.ANNA, List.of(SEE));
        assertThat(reviews.size()).isEqualTo(1);
    }

    @Test
    void allowsNothingWhileNobodyAnswers() {
        AccessReviews away = new AccessReviews(
                (person, right) -> {
                    throw new KubernetesClientException("away");
                },
                now::get);
        assertThatThrownBy(() -> away.of(People.ANNA, List.of(SEE))).isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void asksAboutThePersonWithAllThatDecides() {
        Person person = new Person("anna", "u-1", List.of("a", "b"), Map.of("scopes", List.of("x")));
        SubjectAccessReviewSpec spec = AccessReviews.review(person, SCALE).getSpec();
        assertThat(spec.getUser()).isEqualTo("anna");
        assertThat(spec.getUid()).isEqualTo("u-1");
        assertThat(spec.getGroups()).containsExactly("a", "b");
        assertThat(spec.getExtra()).isEqualTo(Map.of("scopes", List.of("x")));
        ResourceAttributes what = spec.getResourceAttributes();
        assertThat(List.of(what.getVerb(), what.getGroup(), what.getResource(), what.getSubresource()))
                .containsExactly("update", "apps", "deployments", "scale");
        assertThat(what.getNamespace()).isNull();
        assertThat(AccessReviews.review(person, SEE)
                        .getSpec()
                        .getResourceAttributes()
                        .getNamespace())
                .isEqualTo("photos");
    }

    @Test
    void onlyWhoIsAuthenticatedIsSomebody() {
        TokenReviewStatus known = new TokenReviewStatusBuilder()
                .withAuthenticated(true)
                .withNewUser()
                .withUsername("system:serviceaccount:people:anna")
                .withGroups("g")
                .endUser()
                .build();
        Person person = TokenReviews.person(known).orElseThrow();
        assertThat(person.shortName()).isEqualTo("people/anna");
        assertThat(person.groups()).containsExactly("g");
        assertThat(TokenReviews.person(new TokenReviewStatusBuilder(known)
                        .withAuthenticated(false)
                        .build()))
                .isEmpty();
        assertThat(TokenReviews.person(new TokenReviewStatusBuilder()
                        .withAuthenticated(true)
                        .withNewUser()
                        .withUsername("")
                        .endUser()
                        .build()))
                .isEmpty();
        assertThat(TokenReviews.person(new TokenReviewStatus())).isEmpty();
    }

    @Test
    void aRightIsInNoNamespaceOrInOneThatHasAName() {
        assertThatThrownBy(() -> new Right("list", "", "pods", "")).hasMessage("the name of the namespace is empty");
        assertThat(SEE).hasToString("list things.example.org in namespace photos");
        assertThat(SCALE).hasToString("update deployments.apps/scale in the whole cluster");
    }
}
