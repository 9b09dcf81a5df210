package cloud.mows.backup.core.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pattern for paths.
 *
 * @param text as it was given
 * @param parts for each element one; null stands for {@code **}
 * @param isRooted whether it is compared from the root only
 */
record PathPattern(String text, boolean isNegated, boolean isRooted, List<@Nullable ElementPattern> parts) {

    /** @param pattern {@code text}, or what it is in small letters */
    static PathPattern parse(String text, String pattern) throws MalformedPatternException {
        boolean negated = pattern.startsWith("!");
        String path = clean(negated ? pattern.substring(1) : pattern);
        boolean rooted = path.startsWith("/");
        List<@Nullable ElementPattern> parts = new ArrayList<>();
        for (String part : elements(path)) {
            parts.add(part.equals("**") ? null : ElementPattern.parse(part, text));
        }
        return new PathPattern(text, negated, rooted, parts);
    }

    /** The elements of a path, without its root. */
    static List<String> elements(String path) {
        List<String> elements = new ArrayList<>();
        int start = path.startsWith("/") ? 1 : 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            elements.add(path.substring(start, end));
            start = end + 1;
        }
        return elements;
    }

    /** Without {@code .}, {@code ..} where something stands before it, and empty elements. */
    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        for (String element : elements(path)) {
            boolean afterName = !kept.isEmpty() && !kept.getLast().equals("..");
            if (element.equals("..") && afterName) {
                kept.removeLast();
            } else if (!element.isEmpty() && !element.equals(".") && !(element.equals("..") && rooted)) {
                kept.add(element);
            }
        }
        String joined = String.join("/", kept);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /** Whether it matches the path or something above it. */
    boolean matches(List<String> path) {
        return matches(parts, path);
    }

    private boolean matches(List<@Nullable ElementPattern> pattern, List<String> path) {
        int many = pattern.indexOf(null);
        if (many >= 0) {
            return matchesMany(pattern, many, path);
        }
        if (pattern.isEmpty()) {
            return isRooted || path.isEmpty();
        }
        int last = path.size() - pattern.size();
        for (int from = isRooted ? Math.min(last, 0) : last; from >= 0; from--) {
            if (matchesAt(pattern, path, from)) {
                return true;
            }
        }
        return false;
    }

    /** The first {@code **} becomes as many {@code *} as can have room, none at first. */
    private boolean matchesMany(List<@Nullable ElementPattern> pattern, int many, List<String> path) {
        // A pattern that may start anywhere has the root as one more element to stretch over; only with several ** it
        // shows.
        int countMax = path.size() - pattern.size() + (isRooted ? 1 : 2);
        for (int count = 0; count <= countMax; count++) {
            List<@Nullable ElementPattern> expanded = new ArrayList<>(pattern.subList(0, many));
            for (int i = 0; i < count; i++) {
                expanded.add(ElementPattern.ANY);
            }
            expanded.addAll(pattern.subList(many + 1, pattern.size()));
            if (matches(expanded, path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(List<@Nullable ElementPattern> pattern, List<String> path, int from) {
        for (int i = pattern.size() - 1; i >= 0; i--) {
            ElementPattern part = pattern.get(i);
            if (part == null || !part.matches(path.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it may match something below the path. */
    boolean mayMatchBelow(List<String> path) {
        if (!isRooted) {
            return true;
        }
        int many = parts.indexOf(null);
        List<String> start = many >= 0 && path.size() >= many ? path.subList(0, many) : path;
        return matches(parts.subList(0, Math.min(start.size(), parts.size())), start);
    }
}
