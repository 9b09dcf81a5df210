package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.crds.policy.VolumeRule;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.TransferLimits;
import cloud.mows.backup.schedulers.due.RunQueue;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.AppSettings.Objection;
import cloud.mows.backup.schedulers.policy.AppSettings.Ruled;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Repositories;
import cloud.mows.backup.schedulers.retention.MaintenanceDecider;
import cloud.mows.backup.schedulers.run.ClaimVerdict;
import cloud.mows.backup.schedulers.run.RunSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is decided about apps, in the words of a run. */
public final class GovernedRun {
    /** Where the app goes on meanwhile: some storage copies all of a volume before its snapshot is ready. */
    private static final Duration SNAPSHOT_DEADLINE = Duration.ofMinutes(30);

    private GovernedRun() {}

    /** What a Backup follows, whoever made it: what governs its app now. */
    public static RunSettings settings(Backup backup, ClusterView.Observation seen) {
        Optional<AppSettings> settings = inForce(backup, seen);
        int runsMax = Objects.requireNonNull(cluster(seen.documents()).concurrentBackups());
        Map<String, Repository> repositories = seen.documents().repositories().stream()
                .collect(Collectors.toMap(repository -> repository.getMetadata().getName(), Function.identity()));
        Map<String, String> objections = objections(repositories.values());
        if (settings.isEmpty()) {
            return new RunSettings(
                    seen.clusterId(),
                    List.of(),
                    repositories,
                    objections,
                    Optional.of(leftOut(backup, seen)),
                    _ -> ClaimVerdict.INCLUDED,
                    List.of(),
                    List.of(),
                    Duration.ZERO,
                    Duration.ofSeconds(
                            Objects.requireNonNull(cluster(seen.documents()).activeDeadlineSeconds())),
                    runsMax);
        }
        AppSettings inForce = settings.get();
        return new RunSettings(
                seen.clusterId(),
                inForce.targets().stream().map(Target::repository).toList(),
                repositories,
                objections,
                obstacle(backup, inForce, seen, runsMax),
                claim -> verdict(inForce.volume(
                        claim.getMetadata().getName(), claim.getMetadata().getLabels())),
                inForce.objectRules().rules(),
                inForce.hooks(),
                inForce.hooks().isEmpty() ? SNAPSHOT_DEADLINE : inForce.holdDeadline(),
                inForce.activeDeadline(),
                runsMax);
    }

    private static Map<String, String> objections(Collection<Repository> repositories) {
        Map<String, String> objections = new HashMap<>();
        for (Repository repository : repositories) {
            Repositories.objection(repository)
                    .ifPresent(
                            objection -> objections.put(repository.getMetadata().getName(), objection.words()));
        }
        return objections;
    }

    private static ClusterBackupPolicySpec cluster(Documents documents) {
        return documents.cluster().map(ClusterBackupPolicy::getSpec).orElse(ClusterBackupPolicySpec.DEFAULT);
    }

    private static Optional<AppSettings> inForce(Backup backup, ClusterView.Observation seen) {
        return seen.governance()
                .settings(
                        backup.getSpec().scope() == BackupScope.CLUSTER
                                ? AppId.CLUSTER
                                : backup.getMetadata().getNamespace());
    }

    private static String leftOut(Backup backup, ClusterView.Observation seen) {
        return seen.governance().namespaces().get(backup.getMetadata().getNamespace())
                        instanceof EffectivePolicy.Excluded(String by, String reason)
                ? by + " leaves the namespace out: " + reason
                : "its namespace was not there yet";
    }

    private static Optional<String> obstacle(
            Backup backup, AppSettings settings, ClusterView.Observation seen, int runsMax) {
        List<Objection> objections = settings.targets().stream()
                .flatMap(target -> target.objection().stream())
                .toList();
        if (objections.size() == settings.targets().size()) {
            return objections.isEmpty()
                    ? Optional.of("there is no Repository")
                    : Optional.of(objections.getFirst().words());
        }
        RunQueue turns = new RunQueue(
                runsMax,
                limits(seen.documents()),
                each -> inForce(each, seen).map(GovernedRun::usable).orElse(Set.of()),
                seen.documents().repositories().stream()
                        .filter(repository -> MaintenanceDecider.isBusy(repository, seen.at()))
                        .map(repository -> repository.getMetadata().getName())
                        .collect(Collectors.toSet()));
        return Optional.ofNullable(turns.obstacles(seen.backups(), seen.restores())
                .get(backup.getMetadata().getUid()));
    }

    private static Set<String> usable(AppSettings settings) {
        return settings.targets().stream()
                .filter(target -> target.objection().isEmpty())
                .map(Target::repository)
                .collect(Collectors.toSet());
    }

    private static Map<String, Integer> limits(Documents documents) {
        Map<String, Integer> limits = new HashMap<>();
        for (Repository repository : documents.repositories()) {
            @Nullable TransferLimits own = repository.getSpec().limits();
            if (own != null && own.concurrentBackups() != null) {
                limits.put(repository.getMetadata().getName(), own.concurrentBackups());
            }
        }
        return limits;
    }

    private static ClaimVerdict verdict(Optional<Ruled<VolumeRule>> ruled) {
        return ruled.<ClaimVerdict>map(each -> each.rule().action() == RuleAction.EXCLUDE
                        ? new ClaimVerdict.Exclude(
                                each.by(), Objects.requireNonNull(each.rule().reason()))
                        : new ClaimVerdict.Include(
                                Optional.ofNullable(each.rule().provider()),
                                each.rule().excludeFiles()))
                .orElse(ClaimVerdict.INCLUDED);
    }
}
