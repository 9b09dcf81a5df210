package cloud.mows.backup.core.pattern;

import java.util.ArrayList;
import java.util.List;

/** A list of patterns in the order in which they were given. */
public final class PathPatterns {
    private final List<PathPattern> patterns;
    private final boolean ignoresCase;

    /**
     * What a list says of a path.
     *
     * @param matches the path itself, or something above it
     * @param mayMatchBelow something below it may match
     */
    public record Match(boolean matches, boolean mayMatchBelow) {}

    private PathPatterns(List<PathPattern> patterns, boolean ignoresCase) {
        this.patterns = patterns;
        this.ignoresCase = ignoresCase;
    }

    /** Empty ones are left out. */
    public static PathPatterns of(List<String> patterns) throws MalformedPatternException {
        return parse(patterns, false);
    }

    /** As {@link #of}, upper and lower case being the same. */
    public static PathPatterns ignoringCase(List<String> patterns) throws MalformedPatternException {
        return parse(patterns, true);
    }

    private static PathPatterns parse(List<String> texts, boolean ignoresCase) throws MalformedPatternException {
        List<PathPattern> parsed = new ArrayList<>();
        for (String text : texts) {
            if (!text.isEmpty()) {
                parsed.add(PathPattern.parse(text, ignoresCase ? lower(text) : text));
            }
        }
        return new PathPatterns(List.copyOf(parsed), ignoresCase);
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Each of its patterns as a list of its own, without those that take back what others match. */
    public List<PathPatterns> alone() {
        return patterns.stream()
                .filter(pattern -> !pattern.isNegated())
                .map(pattern -> new PathPatterns(List.of(pattern), ignoresCase))
                .toList();
    }

    /** @param path its elements, without the root */
    public boolean matches(List<String> path) {
        return match(path).matches();
    }

    /** @param path absolute */
    public boolean matches(String path) {
        return matches(PathPattern.elements(path));
    }

    /** @param path absolute */
    public Match match(String path) {
        return match(PathPattern.elements(path));
    }

    /** @param path its elements, without the root */
    public Match match(List<String> path) {
        List<String> elements =
                ignoresCase ? path.stream().map(PathPatterns::lower).toList() : path;
        boolean matches = false;
        boolean below = false;
        for (PathPattern pattern : patterns) {
            boolean hit = pattern.matches(elements);
            if (pattern.isNegated()) {
                matches &= !hit;
                below &= !hit;
            } else {
                matches |= hit;
                below |= pattern.mayMatchBelow(elements);
            }
        }
        return new Match(matches, below);
    }

    /** The patterns as they were given. */
    @Override
    public String toString() {
        return String.join(", ", patterns.stream().map(PathPattern::text).toList());
    }

    /** Character by character, in no language. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
