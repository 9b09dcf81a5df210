package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.meta.Selector;
import java.util.List;
import java.util.Map;
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

    /** Of a rule: what it does not say matches everything. */
    static boolean rule(
            List<String> patterns, @Nullable Selector selector, String name, @Nullable Map<String, String> labels) {
        return (patterns.isEmpty() || names(patterns, name)) && (selector == null || selector.matches(labels));
    }
}
