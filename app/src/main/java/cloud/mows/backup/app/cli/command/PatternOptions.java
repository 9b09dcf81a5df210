package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.NamedFile;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.pattern.PatternFile;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Four options that name files by patterns: {@code --exclude}, {@code --iexclude} and both from files; or {@code include}. */
final class PatternOptions {
    private final String word;
    private final String letter;
    private final List<String> exact = new ArrayList<>();
    private final List<String> anyCase = new ArrayList<>();
    private final List<Path> exactFiles = new ArrayList<>();
    private final List<Path> anyCaseFiles = new ArrayList<>();

    /** @param word {@code exclude} or {@code include} */
    PatternOptions(String word) {
        this.word = word;
        this.letter = word.substring(0, 1);
    }

    void declare(OptionSet options) {
        String what = word.equals("exclude") ? "Leave out" : "Take only";
        options.value(
                        "-" + letter + ", --" + word,
                        "<pattern>",
                        what + " what the pattern matches: *.tmp, /home/*/Downloads, a/**/b; may be repeated.",
                        exact::add)
                .value("--i" + word, "<pattern>", "The same, upper or lower case.", anyCase::add)
                .value(
                        "--" + word + "-file",
                        "<file>",
                        "Read such patterns from a file, one a line.",
                        value -> exactFiles.add(JavaPaths.of(value)))
                .value(
                        "--i" + word + "-file",
                        "<file>",
                        "The same, upper or lower case.",
                        value -> anyCaseFiles.add(JavaPaths.of(value)));
    }

    boolean isEmpty() {
        return exact.isEmpty() && anyCase.isEmpty() && exactFiles.isEmpty() && anyCaseFiles.isEmpty();
    }

    /** Those that were given directly and mind upper and lower case. */
    List<String> given() {
        return List.copyOf(exact);
    }

    /** One or two lists, empty ones left out. */
    List<PathPatterns> read(Session session) {
        List<String> minding = with(exact, "--" + word + "-file", exactFiles, session);
        List<String> ignoring = with(anyCase, "--i" + word + "-file", anyCaseFiles, session);
        List<PathPatterns> lists = new ArrayList<>();
        try {
            if (!minding.isEmpty()) {
                lists.add(PathPatterns.of(minding));
            }
            if (!ignoring.isEmpty()) {
                lists.add(PathPatterns.ignoringCase(ignoring));
            }
        } catch (MalformedPatternException e) {
            throw new BackupException(ProblemCode.USAGE, "--" + word + ": " + e.getMessage(), "", e);
        }
        return lists;
    }

    private static List<String> with(List<String> given, String option, List<Path> files, Session session) {
        List<String> all = new ArrayList<>(given);
        PatternFile reader = new PatternFile(
                name -> Objects.requireNonNullElse(session.environment().variable(name), ""));
        for (Path file : files) {
            byte[] content = NamedFile.of(option, file).read(session.environment());
            all.addAll(reader.patterns(ByteSlice.of(content)));
        }
        return all;
    }
}
