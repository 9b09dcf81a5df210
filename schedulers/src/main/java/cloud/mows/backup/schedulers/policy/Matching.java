package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.meta.Selector;
import cloud.mows.backup.crds.meta.SelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How rules and grants say what they are about. */
final class Matching {
    private Matching() {}

    /** Whether one of the patterns stands for the whole name. None stands for nothing. */
    static boolean names(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> name(pattern, name));
    }

    /** {@code *} stands for any characters. Whoever writes the pattern cannot make it take long. */
    static boolean name(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                // The last star takes one character more.
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** As Kubernetes' own selectors match. */
    static boolean labels(Selector selector, @Nullable Map<String, String> labels) {
        Map<String, String> has = Objects.requireNonNullElse(labels, Map.of());
        return selector.matchLabels().entrySet().stream()
                        .allMatch(label -> label.getValue().equals(has.get(label.getKey())))
                && selector.matchExpressions().stream().allMatch(wish -> fulfilled(wish, has));
    }

    private static boolean fulfilled(SelectorRequirement wish, Map<String, String> has) {
        @Nullable String value = has.get(wish.key());
        return switch (wish.operator()) {
            case IN -> value != null && wish.values().contains(value);
            case NOT_IN -> value == null || !wish.values().contains(value);
            case EXISTS -> value != null;
            case DOES_NOT_EXIST -> value == null;
        };
    }

    /** Of a rule: what it does not say matches everything. */
    static boolean rule(
            List<String> patterns, @Nullable Selector selector, String name, @Nullable Map<String, String> labels) {
        return (patterns.isEmpty() || names(patterns, name)) && (selector == null || labels(selector, labels));
    }
}
