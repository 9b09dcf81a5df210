package cloud.mows.backup.schedulers.request;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits that an administrator sets instead of those that are asked for, so that later changes within them need no new answer.
 *
 * @param repositories allowed beside those that are asked for
 * @param minIntervalSeconds empty for what is asked for
 * @param maxRetention empty for what is asked for
 * @param allowHooks whether hooks are allowed that are not asked for
 */
public record GrantLimits(
        List<String> repositories,
        Optional<Integer> minIntervalSeconds,
        Optional<String> maxRetention,
        boolean allowHooks) {
    public GrantLimits {
        repositories = List.copyOf(repositories);
    }

    /**
     * The grant with these limits.
     *
     * @throws IllegalArgumentException with a sentence, if a limit cannot be
     */
    public BackupGrantSpec insteadOf(BackupGrantSpec asked) {
        return new BackupGrantSpec(
                asked.namespaces(),
                asked.namespaceSelector(),
                asked.policies(),
                Stream.concat(asked.repositories().stream(), repositories.stream())
                        .distinct()
                        .toList(),
                minIntervalSeconds.orElse(asked.minIntervalSeconds()),
                maxRetention.orElse(asked.maxRetention()),
                asked.allowHooks() || allowHooks);
    }
}
