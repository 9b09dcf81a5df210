package cloud.mows.backup.schedulers.status;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The status of a BackupGrant. */
public final class GrantStatusDecider {
    private GrantStatusDecider() {}

    public static BackupGrantStatus decide(
            BackupGrant grant, Governance governance, Collection<Repository> repositories, Instant now) {
        List<Condition> before =
                grant.getStatus() == null ? List.of() : grant.getStatus().conditions();
        return new BackupGrantStatus(
                grant.getMetadata().getGeneration(),
                Conditions.of(List.of(ready(grant, repositories)), grant, before, now),
                Math.toIntExact(
                        governance.grants().getOrDefault(grant.getMetadata().getName(), 0L)));
    }

    private static Verdict ready(BackupGrant grant, Collection<Repository> repositories) {
        Set<String> there = repositories.stream()
                .map(repository -> repository.getMetadata().getName())
                .collect(Collectors.toSet());
        List<String> missing = grant.getSpec().repositories().stream()
                .filter(name -> !there.contains(name))
                .toList();
        return missing.isEmpty()
                ? Verdict.yes("Ready", "Ready", "Its repositories exist.")
                : Verdict.no(
                        "Ready", "RepositoryUnknown", "There is no Repository " + String.join(", ", missing) + ".");
    }
}
