package cloud.mows.backup.schedulers.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A statement about how an app is backed up, and whether it holds now, if the request is approved, or both. */
public record Difference(Change change, Statement statement) {
    public enum Change {
        SAME(' '),
        REMOVED('-'),
        ADDED('+');

        private final char sign;

        Change(char sign) {
            this.sign = sign;
        }

        public char sign() {
            return sign;
        }
    }

    /** By topic, in the order of {@code now}; of one topic, first what stays, then what goes, then what comes. */
    static List<Difference> between(List<Statement> now, List<Statement> then) {
        Set<String> topics = new LinkedHashSet<>();
        Stream.concat(now.stream(), then.stream()).map(Statement::topic).forEach(topics::add);
        List<Difference> differences = new ArrayList<>();
        for (String topic : topics) {
            List<Statement> before = of(topic, now);
            List<Statement> after = of(topic, then);
            before.stream().filter(after::contains).forEach(s -> differences.add(new Difference(Change.SAME, s)));
            before.stream()
                    .filter(s -> !after.contains(s))
                    .forEach(s -> differences.add(new Difference(Change.REMOVED, s)));
            after.stream()
                    .filter(s -> !before.contains(s))
                    .forEach(s -> differences.add(new Difference(Change.ADDED, s)));
        }
        return differences;
    }

    private static List<Statement> of(String topic, List<Statement> all) {
        return all.stream().filter(each -> each.topic().equals(topic)).toList();
    }
}
