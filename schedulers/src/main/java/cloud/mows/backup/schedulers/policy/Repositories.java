package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.schedulers.policy.AppSettings.Objection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The repositories that there are, by name. */
public record Repositories(Map<String, Repository> byName) {
    static Repositories of(List<Repository> repositories) {
        Map<String, Repository> byName = new TreeMap<>();
        repositories.forEach(repository -> byName.put(repository.getMetadata().getName(), repository));
        return new Repositories(byName);
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** Why a repository cannot be used at present. */
    Optional<Objection> objection(String name) {
        @Nullable Repository repository = byName.get(name);
        return repository == null
                ? Optional.of(new Objection("RepositoryUnknown", "there is no Repository " + name))
                : objection(repository);
    }

    /** Why this repository cannot be used at present. */
    public static Optional<Objection> objection(Repository repository) {
        String name = repository.getMetadata().getName();
        if (repository.getSpec().suspend()) {
            return Optional.of(new Objection("RepositorySuspended", "Repository " + name + " is suspended"));
        }
        return switch (RepositoryStatus.ready(repository.getStatus())) {
            case TRUE -> Optional.empty();
            case FALSE -> Optional.of(new Objection("RepositoryNotReady", "Repository " + name + " is not ready"));
            case UNKNOWN ->
                Optional.of(new Objection(
                        "RepositoryNotReady", "whether Repository " + name + " is ready is not known yet"));
        };
    }
}
