package cloud.mows.backup.app.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionSetTest {
    private final List<String> seen = new ArrayList<>();
    private final OptionSet options = new OptionSet()
            .flag("-q, --quiet", "Less.", () -> seen.add("quiet"))
            .flag("-v, --verbose", "More.", () -> seen.add("verbose"))
            .value("-r, --repo", "<place>", "Where.", value -> seen.add("repo=" + value))
            .value("--last", "<n>", "How many.", value -> seen.add("last=" + Values.count(value)))
            .arguments("<what>", 0, 2, value -> seen.add("what=" + value));

    @Test
    void readsEveryWayToWriteAnOption() {
        options.read(List.of(
                "--repo",
                "a",
                "--repo=b",
                "-r",
                "c",
                "-rd",
                "-r=e",
                "-qvrf",
                "-qv",
                "x",
                "--last=3",
                "-",
                "--quiet=false"));
        assertThat(seen)
                .containsExactly(
                        "repo=a", "repo=b", "repo=c", "repo=d", "repo=e", "quiet", "verbose", "repo=f", "quiet",
                        "verbose", "what=x", "last=3", "what=-");
    }

    @Test
    void twoDashesEndTheOptions() {
        options.read(List.of("-q", "--", "-q", "--"));
        assertThat(seen).containsExactly("quiet", "what=-q", "what=--");
    }

    @Test
    void saysWhatIsWrong() {
        fails("unknown option --rep (did you mean --repo?)", "--rep", "a");
        fails("unknown option --nonsense", "--nonsense");
        fails("unknown option -x", "-qx");
        fails("option --repo needs a value: <place>", "--repo");
        fails("--last: 'many' is no number", "--last", "many");
        fails("--quiet: takes no value", "--quiet=loud");
        fails("unexpected argument 'c'", "a", "b", "c");
    }

    @Test
    void missingArgument() {
        OptionSet one = new OptionSet().argument("<key>", value -> seen.add(value));
        one.read(List.of());
        assertThatThrownBy(one::requireArguments)
                .isInstanceOf(UsageException.class)
                .hasMessage("missing argument: <key>");
    }

    @Test
    void knowsWhichOptionTakesTheNextWord() {
        assertThat(options.takesNext("-r")).isTrue();
        assertThat(options.takesNext("-qr")).isTrue();
        assertThat(options.takesNext("--repo")).isTrue();
        assertThat(options.takesNext("--repo=a")).isFalse();
        assertThat(options.takesNext("-ra")).isFalse();
        assertThat(options.takesNext("-q")).isFalse();
        assertThat(options.takesNext("--unknown")).isFalse();
    }

    private void fails(String message, String... arguments) {
        assertThatThrownBy(() -> options.read(List.of(arguments)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
