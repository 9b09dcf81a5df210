package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.crds.repository.Repository;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What kind of storage each repository is on, so that copies outside of the cluster are told apart. */
record Storages(Map<String, Repository> byName) {
    /** On a volume of this cluster, which may be lost with it. */
    static final String VOLUME = "volume";

    Storages(Collection<Repository> repositories) {
        this(repositories.stream()
                .collect(Collectors.toMap(repository -> repository.getMetadata().getName(), Function.identity())));
    }

    /** {@code s3}, {@code rest} or {@value #VOLUME}; empty if there is no such Repository, so that nothing can be read from it. */
    Optional<String> of(String repository) {
        return Optional.ofNullable(byName.get(repository)).map(Storages::of);
    }

    static String of(Repository repository) {
        String address = repository.getSpec().address();
        return address.startsWith("/") ? VOLUME : address.substring(0, address.indexOf(':'));
    }

    Optional<Instant> created(String repository) {
        return Optional.ofNullable(byName.get(repository))
                .map(each -> Instant.parse(each.getMetadata().getCreationTimestamp()));
    }
}
