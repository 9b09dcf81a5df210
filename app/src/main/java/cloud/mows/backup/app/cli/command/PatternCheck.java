package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.extract.Selection;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Looks, before anything is restored, whether patterns have anything to do with a folder. It ends as soon as that is known. */
final class PatternCheck {
    private final Engine engine;
    private final BlobId folder;

    PatternCheck(Engine engine, BlobId folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** Each pattern, as it was given, that matches nothing in the folder. */
    List<String> unmatched(List<PathPatterns> lists) {
        List<PathPatterns> open = new ArrayList<>();
        lists.forEach(list -> open.addAll(list.alone()));
        engine.traversal().walk(folder, BytePath.ROOT, (tree, path, node) -> !open.isEmpty() && look(open, path));
        return open.stream().map(PathPatterns::toString).distinct().toList();
    }

    /** How many patterns could match. */
    static long count(List<PathPatterns> lists) {
        return lists.stream()
                .flatMap(list -> list.alone().stream())
                .map(PathPatterns::toString)
                .distinct()
                .count();
    }

    /** @return whether something below the path may match one that has not matched yet */
    private static boolean look(List<PathPatterns> open, BytePath path) {
        List<String> elements = path.texts();
        boolean below = false;
        for (Iterator<PathPatterns> patterns = open.iterator(); patterns.hasNext(); ) {
            PathPatterns.Match match = patterns.next().match(elements);
            if (match.matches()) {
                patterns.remove();
            } else {
                below |= match.mayMatchBelow();
            }
        }
        return below;
    }

    /** Whether there is something in the folder, and all of it is left out. */
    boolean leavesNothing(Selection selection) {
        boolean[] seen = new boolean[1];
        boolean[] taken = new boolean[1];
        engine.traversal().walk(folder, BytePath.ROOT, (tree, path, node) -> {
            seen[0] = true;
            Selection.Choice choice =
                    taken[0] ? Selection.Choice.LEAVE : selection.choose(path, node.subtree() != null);
            taken[0] |= choice.isTaken();
            return !taken[0] && choice.isEntered();
        });
        return seen[0] && !taken[0];
    }
}
