package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.people.People;
import cloud.mows.backup.dashboards.people.Rights;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of somebody who may do what is listed, and nothing else. */
final class SomeRights {
    private SomeRights() {}

    /** @param words as a right is written */
    static Rights of(Stream<String> words) {
        Set<String> all = words.collect(Collectors.toSet());
        return People.who(right -> all.contains(right.toString()));
    }
}
