package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import java.util.List;

/** A selection by patterns, as restic understands them; several lists are one beside the other. */
public final class PatternSelection {
    private PatternSelection() {}

    /** Everything but what a list matches. */
    public static Selection excluding(List<PathPatterns> lists) {
        return (location, isDirectory) -> {
            List<String> elements = elements(location);
            boolean taken = lists.stream().noneMatch(list -> list.matches(elements));
            return Selection.Choice.of(taken, taken && isDirectory);
        };
    }

    /** Only what a list matches. */
    public static Selection including(List<PathPatterns> lists) {
        return (location, isDirectory) -> {
            List<String> elements = elements(location);
            boolean taken = false;
            boolean entered = false;
            for (PathPatterns list : lists) {
                PathPatterns.Match match = list.match(elements);
                taken |= match.matches();
                entered |= match.mayMatchBelow();
            }
            return Selection.Choice.of(taken, entered && isDirectory);
        };
    }

    private static List<String> elements(BytePath location) {
        return location.texts();
    }
}
