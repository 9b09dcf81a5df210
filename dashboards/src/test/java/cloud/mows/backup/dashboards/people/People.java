package cloud.mows.backup.dashboards.people;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** To try things on. */
public final class People {
    public static final Person ANNA = new Person("anna", "u-1", List.of("system:authenticated"), Map.of());

    private People() {}

    /** Somebody who may do only that. */
    public static Rights who(Predicate<Right> may) {
        return new PersonRights(
                ANNA,
                (Person person, Collection<Right> asked) ->
                        asked.stream().filter(may).collect(Collectors.toSet()),
                new Audit(line -> {}));
    }
}
