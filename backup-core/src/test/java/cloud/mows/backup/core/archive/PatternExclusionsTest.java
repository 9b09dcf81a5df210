package cloud.mows.backup.core.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.source.LinuxSource;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternExclusionsTest {
    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    private PatternExclusions of(List<String> patterns, List<TagFile> tags, long largerThan)
            throws MalformedPatternException {
        return new PatternExclusions(
                patterns,
                BytePath.of(folder),
                List.of(PathPatterns.of(patterns)),
                tags,
                new ByteSize(largerThan),
                warnings::add);
    }

    @Test
    void comparesRelativePathsAsAbsoluteOnes() throws Exception {
        Files.writeString(folder.resolve("a.tmp"), "12345");
        PatternExclusions exclusions = of(List.of(folder + "/*.tmp"), List.of(), 1000);
        try (LinuxSource source = new LinuxSource()) {
            SourceEntry entry = source.entry(BytePath.of(folder.resolve("a.tmp")));
            assertThat(exclusions.excludes(entry.path(), entry.stat())).isTrue();
            assertThat(exclusions.excludes(BytePath.of("a.tmp"), entry.stat())).isTrue();
            assertThat(exclusions.excludes(BytePath.of("sub/a.tmp"), entry.stat()))
                    .isFalse();
        }
    }

    @Test
    void leavesOutFilesOverALimitButNoDirectories() throws Exception {
        Files.writeString(folder.resolve("four"), "1234");
        Files.writeString(folder.resolve("five"), "12345");
        PatternExclusions exclusions = of(List.of(), List.of(), 4);
        try (LinuxSource source = new LinuxSource()) {
            for (String name : List.of("four", "five", ".")) {
                SourceEntry entry = source.entry(BytePath.of(folder.resolve(name)));
                assertThat(exclusions.excludes(entry.path(), entry.stat())).isEqualTo(name.equals("five"));
            }
        }
    }

    @Test
    void keepsOnlyTheTagOfAMarkedDirectory() throws Exception {
        Files.writeString(folder.resolve("x"), "");
        Files.writeString(folder.resolve("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n# why");
        assertThat(kept(TagFile.CACHE)).containsExactly("CACHEDIR.TAG");

        Files.writeString(folder.resolve("CACHEDIR.TAG"), "Signature: 8a477f");
        assertThat(kept(TagFile.CACHE)).containsExactly("CACHEDIR.TAG", "x");
        assertThat(warnings).singleElement().asString().contains("CACHEDIR.TAG");

        assertThat(kept(TagFile.parse("x"))).containsExactly("x");
        assertThat(kept(TagFile.parse("x:nobackup"))).hasSize(2);
        Files.writeString(folder.resolve("x"), "nobackup please");
        assertThat(kept(TagFile.parse("x:nobackup"))).containsExactly("x");
        assertThat(kept(TagFile.parse("absent"))).hasSize(2);
        assertThatThrownBy(() -> TagFile.parse(":header")).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> kept(TagFile tag) throws Exception {
        try (LinuxSource source = new LinuxSource();
                SourceDirectory directory = source.entry(BytePath.of(folder)).list()) {
            return of(List.of(), List.of(tag), 1000).kept(directory).stream()
                    .map(ByteString::toString)
                    .toList();
        }
    }
}
