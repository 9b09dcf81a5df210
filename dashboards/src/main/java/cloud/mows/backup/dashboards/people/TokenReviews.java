package cloud.mows.backup.dashboards.people;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks the API server whose a token is. No audience is named, so that it takes the tokens that it would take itself: one that was made for
 * another audience is nobody's.
 */
public final class TokenReviews implements Identities {
    private final KubernetesClient client;

    public TokenReviews(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Person> of(String token) {
        TokenReview answer = client.authentication()
                .v1()
                .tokenReviews()
                .create(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .endSpec()
                        .build());
        return Optional.ofNullable(answer.getStatus()).flatMap(TokenReviews::person);
    }

    static Optional<Person> person(TokenReviewStatus status) {
        UserInfo user = status.getUser();
        if (!Boolean.TRUE.equals(status.getAuthenticated())
                || user == null
                || Objects.requireNonNullElse(user.getUsername(), "").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Person(
                user.getUsername(),
                Objects.requireNonNullElse(user.getUid(), ""),
                Objects.requireNonNullElse(user.getGroups(), List.of()),
                Objects.requireNonNullElse(user.getExtra(), Map.of())));
    }
}
