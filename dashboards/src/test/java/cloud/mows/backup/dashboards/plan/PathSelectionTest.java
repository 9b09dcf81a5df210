package cloud.mows.backup.dashboards.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.extract.PatternSelection;
import cloud.mows.backup.core.extract.Selection;
import cloud.mows.backup.core.extract.Selection.Choice;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathSelectionTest {
    @Test
    void takesThePathsAndWhatIsBelow() {
        Selection selection = new PathSelection(List.of(BytePath.of("/a/b"), BytePath.of("/c")));

        assertThat(selection.choose(BytePath.of("/a"), true)).isEqualTo(Choice.LOOK_INSIDE);
        assertThat(selection.choose(BytePath.of("/a/b"), true)).isEqualTo(Choice.TAKE);
        assertThat(selection.choose(BytePath.of("/a/b/x"), false)).isEqualTo(Choice.TAKE_ALONE);
        assertThat(selection.choose(BytePath.of("/a/bc"), true)).isEqualTo(Choice.LEAVE);
        assertThat(selection.choose(BytePath.of("/c"), false)).isEqualTo(Choice.TAKE_ALONE);
    }

    /** The plan and what is done by it are two processes: both choose the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/a/b", "/a/[b]", "/a/b*", "/a/b?", "/a/b\\", "/a/!b", "/a/**", "/a/ b ", "/a/$HOME", "/a/{b}"})
    void asAPatternChoosesTheSame(String text) throws Exception {
        BytePath path = BytePath.of(text);
        Selection own = new PathSelection(List.of(path));
        Selection byPattern =
                PatternSelection.including(List.of(PathPatterns.of(List.of(PathSelection.pattern(path)))));

        for (String location : List.of("/", "/a", "/a/b", "/a/bb", "/a/c", "/x", text, text + "/below", text + "x")) {
            for (boolean directory : List.of(true, false)) {
                BytePath at = BytePath.of(location);
                assertThat(byPattern.choose(at, directory).isTaken())
                        .as("%s %s", location, directory)
                        .isEqualTo(own.choose(at, directory).isTaken());
            }
        }
    }
}
