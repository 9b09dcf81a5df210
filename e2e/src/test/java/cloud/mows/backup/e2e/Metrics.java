package cloud.mows.backup.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of metrics as docs/metrics.md has it, which a test of the controllers keeps true. */
public final class Metrics {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mows_backup_\\w+)` \\|");
    private static final Pattern SERIES = Pattern.compile("(?m)^(mows_backup_\\w+)[ {]");

    private Metrics() {}

    public static Set<String> listed() throws IOException {
        return names(ROW, Files.readString(Machine.root().resolve("docs/metrics.md")));
    }

    /** Those of us that somebody scraped who got {@code text}. */
    public static Set<String> scraped(String text) {
        return names(SERIES, text);
    }

    /**
     * What that text has for a series; empty if it has none.
     *
     * @param labels such as {@code app="photos"}
     */
    public static OptionalDouble value(String text, String metric, String... labels) {
        return text.lines()
                .filter(line ->
                        line.startsWith(metric + "{") && Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
