package cloud.mows.backup.dashboards.people;

import java.util.Collection;
import java.util.Set;

/** Decides who may do what. */
@FunctionalInterface
public interface Permissions {
    /** Those of the rights that the person has. */
    Set<Right> of(Person person, Collection<Right> asked);
}
