package cloud.mows.backup.dashboards.people;

import java.util.Optional;

/** By what somebody shows who they are, again and again. It is in memory only. */
@FunctionalInterface
public interface Proof {
    /**
     * Who it shows now; empty if nobody any more. May have to wait for whoever decides that.
     *
     * @throws RuntimeException if they do not answer, which says nothing about the person
     */
    Optional<Person> person();
}
