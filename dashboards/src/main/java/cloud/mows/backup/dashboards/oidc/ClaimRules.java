package cloud.mows.backup.dashboards.oidc;

import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which person claims are about: the one whom a kube-apiserver sees in them that has the options {@code --oidc-username-claim} and so on with
 * the same values. Pure.
 *
 * @param usernamePrefix what the name begins with
 * @param groupsClaim empty if groups are not taken from the provider
 * @param required claims that must be there with these values
 */
public record ClaimRules(
        String usernameClaim,
        String usernamePrefix,
        Optional<String> groupsClaim,
        String groupsPrefix,
        Map<String, String> required) {
    /** Names and groups of Kubernetes itself. Whoever could give them would give any right. */
    private static final String KUBERNETES = "system:";

    /** In which everybody is whom the API server knows. */
    private static final String EVERYBODY = "system:authenticated";

    private static final String EMAIL = "email";
    private static final String EMAIL_VERIFIED = "email_verified";
    private static final String NO_PREFIX = "-";
    private static final String NEXT = "log in with a token; whoever runs this page may choose another claim or prefix";

    public ClaimRules {
        required = Map.copyOf(required);
        if (usernamePrefix.startsWith(KUBERNETES) || groupsPrefix.startsWith(KUBERNETES)) {
            throw new IllegalArgumentException(
                    "a prefix may not begin with '" + KUBERNETES + "': such names are Kubernetes' own");
        }
    }

    /**
     * The prefix that names have if {@code given} was given: that of the issuer if nothing was, but for e-mail addresses; none if it is "-".
     */
    public static String usernamePrefix(String given, String usernameClaim, String issuer) {
        if (given.isEmpty()) {
            return usernameClaim.equals(EMAIL) ? "" : issuer + "#";
        }
        return given.equals(NO_PREFIX) ? "" : given;
    }

    /** @throws ApiException if a claim that must be there is not */
    void check(Map<String, Object> claims) {
        required.forEach((claim, value) -> {
            if (!value.equals(claims.get(claim))) {
                throw ApiException.unauthorized(
                        "the provider does not say '" + value + "' in the claim '" + claim + "' about you",
                        "ask whoever runs the provider");
            }
        });
    }

    /** @throws ApiException why they are about nobody */
    Person person(Map<String, Object> claims) {
        if (!(claims.get(usernameClaim) instanceof String name) || name.isEmpty()) {
            throw ApiException.unauthorized(
                    "the provider does not say who you are: no '" + usernameClaim + "' claim", NEXT);
        }
        if (usernameClaim.equals(EMAIL)
                && claims.containsKey(EMAIL_VERIFIED)
                && !Boolean.TRUE.equals(claims.get(EMAIL_VERIFIED))) {
            throw ApiException.unauthorized(
                    "the provider has not verified that '" + name + "' is your e-mail address",
                    "have it verified there");
        }
        String whole = usernamePrefix + name;
        if (whole.startsWith(KUBERNETES)) {
            throw ApiException.unauthorized(
                    "the provider calls you '" + whole + "', and names beginning with '" + KUBERNETES
                            + "' are Kubernetes' own",
                    NEXT);
        }
        List<String> groups = new ArrayList<>(groups(claims));
        groups.add(EVERYBODY);
        return new Person(whole, "", groups, Map.of());
    }

    private List<String> groups(Map<String, Object> claims) {
        Object value = groupsClaim.<Object>map(claims::get).orElse(null);
        Collection<?> some = switch (value) {
            case null -> List.of();
            case String one -> List.of(one);
            case Collection<?> many -> many;
            default -> throw noGroups();
        };
        List<String> groups = new ArrayList<>();
        for (Object each : some) {
            if (!(each instanceof String group)) {
                throw noGroups();
            }
            groups.add(groupsPrefix + group);
        }
        // Without them somebody may do less, never more.
        groups.removeIf(((Predicate<String>) String::isEmpty).or(group -> group.startsWith(KUBERNETES)));
        return groups;
    }

    private ApiException noGroups() {
        return ApiException.unauthorized(
                "the claim '" + groupsClaim.orElseThrow() + "' of the provider is not a list of names of groups", NEXT);
    }
}
