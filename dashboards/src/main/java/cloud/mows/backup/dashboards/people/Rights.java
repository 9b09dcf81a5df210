package cloud.mows.backup.dashboards.people;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What whoever asks may do, of one request. */
public interface Rights {
    /** Those that they do not have, in the order given. */
    List<Right> missing(Collection<Right> needed);

    /** Likewise, for people. */
    default List<String> missingWords(Collection<Right> needed) {
        return missing(needed).stream().map(Right::toString).toList();
    }

    default boolean has(Right right) {
        return missing(List.of(right)).isEmpty();
    }

    /**
     * Makes a change if they have all these rights; nothing here is changed in another way.
     *
     * @return why the API server refused, in its words
     * @throws cloud.mows.backup.dashboards.problem.ApiException naming the rights that are missing
     */
    Optional<String> change(Cluster cluster, Collection<Right> needed, Change change);
}
