package cloud.mows.backup.core.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
    /** Each line: exclude, iexclude or include, the patterns, {@code ->}, the files that restic restored with them. */
    private static final String GOLDEN = "restic-0.18.1-restore.txt";

    @Test
    void matchesWhatResticMatches() throws Exception {
        List<String> lines = golden();
        List<String> files = words(lines.get(1)).stream().skip(1).toList();
        for (String line : lines.subList(2, lines.size())) {
            String[] sides = line.split(" ->", 2);
            List<String> words = words(sides[0]);
            List<String> texts = words.subList(1, words.size());
            boolean ignoresCase = words.getFirst().startsWith("ie");
            PathPatterns patterns = ignoresCase ? PathPatterns.ignoringCase(texts) : PathPatterns.of(texts);
            boolean excluding = words.getFirst().endsWith("exclude");

            assertThat(files.stream().filter(f -> isRestored(patterns, f, excluding)))
                    .as(sides[0])
                    .containsExactlyInAnyOrderElementsOf(words(sides[1]));
        }
    }

    /** As a walk from the top down decides. */
    private static boolean isRestored(PathPatterns patterns, String file, boolean excluding) {
        for (int slash = file.indexOf('/', 1); slash > 0; slash = file.indexOf('/', slash + 1)) {
            PathPatterns.Match folder = patterns.match(file.substring(0, slash));
            if (excluding ? folder.matches() : !folder.mayMatchBelow()) {
                return false;
            }
        }
        return patterns.matches(file) != excluding;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(w -> !w.isEmpty()).toList();
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(PathPatternsTest.class.getResourceAsStream(GOLDEN))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "a[", "[]", "[]a]", "[a-]", "[-x]", "x\\", "/ok/[^", "[\\"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> PathPatterns.of(List.of("fine", pattern)))
                .isInstanceOf(MalformedPatternException.class)
                .hasMessageContaining("'" + pattern + "'");
    }

    @Test
    void aLongRowOfStarsIsNotSlow() throws Exception {
        PathPatterns patterns = PathPatterns.of(List.of("*a".repeat(30) + "b"));

        assertThat(patterns.matches("/" + "a".repeat(250))).isFalse();
        assertThat(patterns.matches("/" + "a".repeat(250) + "b")).isTrue();
    }

    @Test
    void setsMayHoldEscapedCharacters() throws Exception {
        PathPatterns patterns = PathPatterns.of(List.of("[\\]\\-a-c]x"));

        assertThat(List.of("/]x", "/-x", "/bx")).allMatch(patterns::matches);
        assertThat(patterns.matches("/dx")).isFalse();
    }

    @Test
    void readsFilesWithPatterns() {
        PatternFile file =
                new PatternFile(name -> Map.of("HOME", "/home/me", "X", "y").getOrDefault(name, ""));

        assertThat(file.patterns(utf8("\uFEFF# a comment\n\n  $HOME/*.tmp \n${HOME}x\n$$5 $ $NO.$X-$1\n a$")))
                .containsExactly("/home/me/*.tmp", "/home/mex", "$5 $ .y-", "a$");
        assertThat(file.patterns(ByteSlice.of("\uFEFFä\r\n".getBytes(StandardCharsets.UTF_16LE))))
                .containsExactly("ä");
    }

    private static ByteSlice utf8(String text) {
        return ByteSlice.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
