package cloud.mows.backup.dashboards.cluster.policy;

import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.RepositoryCopy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.dashboards.cluster.policy.PolicyPlace.Use;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which places a policy means.
 *
 * @param repositories that apps are backed up to; empty for every one that is not in copies
 */
record PolicyPlaces(List<RepositoryChoice> repositories, List<RepositoryCopy> copies) {
    static PolicyPlaces of(ClusterBackupPolicySpec spec) {
        return new PolicyPlaces(spec.repositories(), spec.copies());
    }

    /** By name: all that there are, and all that the policy names. */
    List<PolicyPlace> uses(Collection<Repository> there) {
        return Stream.of(
                        there.stream()
                                .map(repository -> repository.getMetadata().getName()),
                        repositories.stream().map(RepositoryChoice::name),
                        copies.stream().map(RepositoryCopy::name))
                .flatMap(names -> names)
                .distinct()
                .sorted()
                .map(name -> new PolicyPlace(name, use(name)))
                .toList();
    }

    private Use use(String name) {
        if (copies.stream().anyMatch(copy -> copy.name().equals(name))) {
            return Use.Copied;
        }
        return repositories.isEmpty()
                        || repositories.stream()
                                .anyMatch(choice -> choice.name().equals(name))
                ? Use.BackedUp
                : Use.Unused;
    }

    /**
     * As somebody wants it. What is said of a place that stays, its own retention for one, stays.
     *
     * @throws IllegalArgumentException if apps would be backed up to none
     */
    PolicyPlaces with(List<PolicyPlace> wanted) {
        if (wanted.stream().noneMatch(place -> place.use() == Use.BackedUp)) {
            throw new IllegalArgumentException("no place is left that apps are backed up to");
        }
        // Then one that is added later is meant as well.
        boolean isEveryOne = repositories.isEmpty() && wanted.stream().noneMatch(place -> place.use() == Use.Unused);
        return new PolicyPlaces(
                isEveryOne
                        ? List.of()
                        : wanted.stream()
                                .filter(place -> place.use() == Use.BackedUp)
                                .map(place -> choice(place.name()))
                                .toList(),
                wanted.stream()
                        .filter(place -> place.use() == Use.Copied)
                        .map(place -> copy(place.name()))
                        .toList());
    }

    private RepositoryChoice choice(String name) {
        return repositories.stream()
                .filter(choice -> choice.name().equals(name))
                .findFirst()
                .orElseGet(() -> new RepositoryChoice(name, null));
    }

    private RepositoryCopy copy(String name) {
        return copies.stream()
                .filter(copy -> copy.name().equals(name))
                .findFirst()
                .orElseGet(() -> new RepositoryCopy(name, null, List.of()));
    }
}
