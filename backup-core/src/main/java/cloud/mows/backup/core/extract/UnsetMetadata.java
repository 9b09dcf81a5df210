package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.target.MetadataProblem;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Counts the metadata that cannot be set on any file, by kind: a million lines that say the same hide the one that does not. */
final class UnsetMetadata {
    /** Far more than there are parts, name spaces and reasons; a backup that makes up name spaces does not fill the memory. */
    private static final int GROUPS_MAX = 100;

    private static final String OTHERS = "for other reasons";

    private final Map<Group, Sum> sums = new TreeMap<>();

    private record Group(MetadataProblem.Part part, String name) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int byPart = part.compareTo(other.part);
            return byPart != 0 ? byPart : name.compareTo(other.name);
        }
    }

    private static final class Sum {
        private final MetadataProblem first;
        private final BytePath location;
        private long count;

        Sum(MetadataProblem first, BytePath location) {
            this.first = first;
            this.location = location;
        }
    }

    /** Gets the sum of one kind. */
    @FunctionalInterface
    interface Visitor {
        void visit(MetadataProblem.Part part, BytePath first, String text);
    }

    synchronized void add(MetadataProblem problem, Supplier<BytePath> location) {
        Group group = new Group(problem.part(), problem.group());
        if (sums.size() >= GROUPS_MAX && !sums.containsKey(group)) {
            group = new Group(problem.part(), OTHERS);
        }
        sums.computeIfAbsent(group, g -> new Sum(problem, location.get())).count++;
    }

    synchronized void forEach(Visitor visitor) {
        sums.forEach((group, sum) -> visitor.visit(group.part(), sum.location, text(group, sum)));
    }

    private static String text(Group group, Sum sum) {
        if (sum.count == 1) {
            return sum.first.toString();
        }
        String what = switch (group.part()) {
            case OWNER -> "owners and groups";
            case MODE -> "permissions";
            case TIMES -> "times";
            case XATTR -> "extended attributes";
        };
        return what + " could not be set " + sum.count + " times: " + group.name() + "; the first is of "
                + sum.first.path();
    }
}
