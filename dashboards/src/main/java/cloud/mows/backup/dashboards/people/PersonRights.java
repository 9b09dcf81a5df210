package cloud.mows.backup.dashboards.people;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Of a person, who is asked about before this program does anything for them with its own rights. */
public final class PersonRights implements Rights {
    private final Person person;
    private final Permissions permissions;
    private final Audit audit;

    public PersonRights(Person person, Permissions permissions, Audit audit) {
        this.person = person;
        this.permissions = permissions;
        this.audit = audit;
    }

    @Override
    public List<Right> missing(Collection<Right> needed) {
        if (needed.isEmpty()) {
            return List.of();
        }
        Set<Right> had = permissions.of(person, needed);
        return needed.stream().distinct().filter(right -> !had.contains(right)).toList();
    }

    @Override
    public Optional<String> change(Cluster cluster, Collection<Right> needed, Change change) {
        if (needed.isEmpty()) {
            throw new IllegalArgumentException("every change needs a right");
        }
        List<Right> missing = missing(needed);
        if (!missing.isEmpty()) {
            audit.denied(person, change, needed, missing);
            throw ApiException.forbidden(
                    "you may not do that: " + words(missing) + " is missing", "ask whoever may give you the right");
        }
        try {
            Optional<String> refusal = cluster.apply(List.of(change));
            audit.done(person, change, needed, refusal.isPresent());
            return refusal;
        } catch (RuntimeException e) {
            audit.failed(person, change, needed);
            throw e;
        }
    }

    private static String words(List<Right> missing) {
        return missing.stream().map(right -> "the right to " + right).collect(Collectors.joining(", "));
    }
}
