package cloud.mows.backup.core.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for one element of a path: {@code *} any characters, {@code ?} one, {@code [a-z]} and {@code [^a-z]} one of or
 * not of a set, {@code \} takes the meaning from what follows.
 */
final class ElementPattern {
    static final ElementPattern ANY = new ElementPattern(null, List.of(new Star()));

    private final @Nullable String literal;
    private final List<Token> tokens;

    private sealed interface Token {}

    private record Star() implements Token {}

    /** Exactly one character. */
    private sealed interface One extends Token {
        boolean accepts(int c);
    }

    private record Same(int character) implements One {
        @Override
        public boolean accepts(int c) {
            return c == character;
        }
    }

    private record AnyOne() implements One {
        @Override
        public boolean accepts(int c) {
            return true;
        }
    }

    private record Set(boolean negated, List<Span> spans) implements One {
        @Override
        public boolean accepts(int c) {
            return negated != spans.stream().anyMatch(span -> span.first() <= c && c <= span.last());
        }
    }

    private record Span(int first, int last) {}

    private ElementPattern(@Nullable String literal, List<Token> tokens) {
        this.literal = literal;
        this.tokens = tokens;
    }

    static ElementPattern parse(String text, String whole) throws MalformedPatternException {
        boolean simple = text.chars().noneMatch(c -> "\\[]*?".indexOf(c) >= 0);
        return simple ? new ElementPattern(text, List.of()) : new Parser(text, whole).parse();
    }

    boolean matches(String element) {
        return literal != null ? literal.equals(element) : matches(element, 0, 0);
    }

    /** With one way back: to the last star, which takes one character more. */
    private boolean matches(String element, int startToken, int startAt) {
        int token = startToken;
        int at = startAt;
        int starToken = -1;
        int starAt = 0;
        while (true) {
            if (token < tokens.size() && tokens.get(token) instanceof Star) {
                starToken = token++;
                starAt = at;
                continue;
            }
            if (token == tokens.size() && at == element.length()) {
                return true;
            }
            if (token < tokens.size()
                    && at < element.length()
                    && tokens.get(token) instanceof One one
                    && one.accepts(element.codePointAt(at))) {
                at = element.offsetByCodePoints(at, 1);
                token++;
                continue;
            }
            if (starToken < 0 || starAt == element.length()) {
                return false;
            }
            starAt = element.offsetByCodePoints(starAt, 1);
            at = starAt;
            token = starToken + 1;
        }
    }

    private static final class Parser {
        private final String text;
        private final String whole;
        private final List<Token> tokens = new ArrayList<>();
        private int at;

        Parser(String text, String whole) {
            this.text = text;
            this.whole = whole;
        }

        ElementPattern parse() throws MalformedPatternException {
            while (at < text.length()) {
                int c = next();
                switch (c) {
                    case '*' -> tokens.add(new Star());
                    case '?' -> tokens.add(new AnyOne());
                    case '[' -> tokens.add(set());
                    case '\\' -> tokens.add(new Same(escaped()));
                    default -> tokens.add(new Same(c));
                }
            }
            return new ElementPattern(null, List.copyOf(tokens));
        }

        private int next() {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            return c;
        }

        private int escaped() throws MalformedPatternException {
            if (at == text.length()) {
                throw new MalformedPatternException(whole, "nothing follows the last backslash");
            }
            return next();
        }

        private Token set() throws MalformedPatternException {
            boolean negated = at < text.length() && text.charAt(at) == '^';
            if (negated) {
                at++;
            }
            List<Span> spans = new ArrayList<>();
            while (spans.isEmpty() || at >= text.length() || text.charAt(at) != ']') {
                int first = member();
                int last = first;
                if (at < text.length() && text.charAt(at) == '-') {
                    at++;
                    last = member();
                }
                spans.add(new Span(first, last));
            }
            at++;
            return new Set(negated, List.copyOf(spans));
        }

        private int member() throws MalformedPatternException {
            if (at == text.length()) {
                throw new MalformedPatternException(whole, "a '[' without its ']'");
            }
            int c = next();
            if (c == '-' || c == ']') {
                throw new MalformedPatternException(
                        whole, "'" + (char) c + "' between brackets needs a backslash before it");
            }
            int character = c == '\\' ? escaped() : c;
            if (at == text.length()) {
                throw new MalformedPatternException(whole, "a '[' without its ']'");
            }
            return character;
        }
    }
}
