package cloud.mows.backup.dashboards.people;

import java.util.Optional;

/** Knows whose a token is. */
@FunctionalInterface
public interface Identities {
    /** Whose it is now; empty if it is no token, not one for this cluster, or not valid any more. */
    Optional<Person> of(String token);
}
