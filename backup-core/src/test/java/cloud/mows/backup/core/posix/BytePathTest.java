package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.JavaPaths;
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

    @ParameterizedTest
    @CsvSource({
        "'', .",
        "., .",
        ".., ..",
        "/.., /",
        "/../.., /",
        "/a/../b, /b",
        "/a/.., /",
        "/../a, /a",
        "a/./b, a/b",
        "a/.., .",
        "a/../.., ..",
        "../a/../b, ../b",
        "../../a, ../../a",
        "a/b/../../../c/, ../c",
        "/a/b/c/../../d, /a/d",
        "/...//a/..b, /.../a/..b"
    })
    void cleansLexically(String given, String clean) {
        assertThat(BytePath.of(given).lexical()).hasToString(clean);
    }

    @ParameterizedTest
    @CsvSource({"a, /w/d/a", "/a/../b, /b", ".., /w", "../../../x, /x", "., /w/d"})
    void isTakenFromADirectory(String given, String absolute) {
        assertThat(BytePath.of(given).from(BytePath.of("/w/d"))).hasToString(absolute);
    }

    @Test
    void bytesThatAreNoTextGoThroughStringsAndJavasPaths() {
        BytePath path = BytePath.of("/w/caf\udce9/\udcff\udc80%\u00fc \n");
        assertThat(path.bytes().toArray()).contains(0xe9, 0xff, 0x80);
        assertThat(path.replaced()).isEqualTo("/w/caf\ufffd/\ufffd\ufffd%\u00fc \n");
        assertThat(path.escaped()).isEqualTo("/w/caf\udce9/\udcff\udc80%\u00fc \\x0a");
        assertThat(path.texts()).containsExactly("w", "caf\udce9", "\udcff\udc80%\u00fc \n");
        assertThat(BytePath.ROOT.resolve("caf\udce9").texts()).containsExactly("caf\udce9");
        assertThat(BytePath.of(JavaPaths.of("/w/caf\udce9/\udcff\udc80%\u00fc \n")))
                .isEqualTo(path);
        assertThat(BytePath.of(JavaPaths.of("../caf\udce9/x"))).isEqualTo(BytePath.of("../caf\udce9/x"));
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
