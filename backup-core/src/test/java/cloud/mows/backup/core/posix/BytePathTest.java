package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePathTest {
    @ParameterizedTest
    @CsvSource({
        "'', .",
        "., .",
        "./, .",
        "/, /",
        "//, /",
        "/., /",
        "a, a",
        "./a, a",
        "a/, a",
        "a//b/./c/, a/b/c",
        "/a/../b, /a/../b",
        "/.a/..b, /.a/..b",
        "//a, /a",
        ".., .."
    })
    void cleans(String given, String clean) {
        assertThat(BytePath.of(given)).hasToString(clean);
    }

    @ParameterizedTest
    @CsvSource({"/, /, /", "/a, /, a", "/a/b, /a, b", "a, ., a", "a/b, a, b", "., ., ."})
    void hasParentAndName(String path, String parent, String name) {
        assertThat(BytePath.of(path).parent()).hasToString(parent);
        assertThat(BytePath.of(path).name()).hasToString(name);
    }

    @Test
    void showsNothingThatATerminalWouldObey() {
        assertThat(BytePath.of("/a\n\u001b[2J\u00e4")).hasToString("/a\\x0a\\x1b[2J\u00e4");
        assertThat(BytePath.of(FileZoo.LATIN)).hasToString("caf\ufffd \ufffd\\x0a");
    }

    @Test
    void resolves() {
        assertThat(BytePath.ROOT.resolve("a").resolve("b")).isEqualTo(BytePath.of("/a/b"));
        assertThat(BytePath.of(".").resolve("a")).isEqualTo(BytePath.of("a"));
        assertThat(BytePath.of("/a/b//c").elements())
                .containsExactly(ByteString.of("a"), ByteString.of("b"), ByteString.of("c"));
        assertThat(BytePath.ROOT.elements()).isEmpty();
        assertThat(BytePath.of(".").elements()).isEmpty();
    }
}
