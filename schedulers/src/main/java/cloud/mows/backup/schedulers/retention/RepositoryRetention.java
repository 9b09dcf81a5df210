package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Governance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What goes from one repository, of all apps. */
public final class RepositoryRetention {
    private RepositoryRetention() {}

    /** @param backups all of the cluster */
    public static List<Backup> goes(Collection<Backup> backups, String repository, Governance governance, Instant now) {
        List<Backup> goes = new ArrayList<>();
        Map<Boolean, List<Backup>> byScope = backups.stream()
                .collect(Collectors.partitioningBy(backup -> backup.getSpec().scope() == BackupScope.CLUSTER));
        goes.addAll(of(
                Objects.requireNonNull(byScope.get(true)),
                repository,
                List.of(governance.wholeCluster()),
                governance.wholeCluster(),
                now));
        Objects.requireNonNull(byScope.get(false)).stream()
                .collect(Collectors.groupingBy(
                        backup -> backup.getMetadata().getNamespace(), TreeMap::new, Collectors.toList()))
                .forEach((namespace, app) -> Optional.ofNullable(
                                governance.namespaces().get(namespace))
                        .flatMap(EffectivePolicy::effective)
                        .ifPresent(inForce -> goes.addAll(
                                of(app, repository, haveASay(governance, namespace, app, inForce), inForce, now))));
        return goes;
    }

    /** What is in force, and what those BackupPolicies ask for that some of the backups were made by. */
    private static List<AppSettings> haveASay(
            Governance governance, String namespace, List<Backup> app, AppSettings inForce) {
        Set<String> makers = app.stream()
                .map(backup -> backup.getSpec().policy())
                .filter(policy -> policy.kind() == PolicyKind.BACKUP_POLICY)
                .map(PolicyReference::name)
                .collect(Collectors.toCollection(HashSet::new));
        List<AppSettings> settings = new ArrayList<>(List.of(inForce));
        governance.of(namespace).stream()
                .filter(standing -> makers.contains(standing.name()))
                .map(Governance.Standing::settings)
                .forEach(settings::add);
        return settings;
    }

    private static List<Backup> of(
            List<Backup> app, String repository, List<AppSettings> haveASay, AppSettings inForce, Instant now) {
        List<Retention> wishes = haveASay.stream()
                .flatMap(settings -> settings.targets().stream())
                .filter(target -> target.repository().equals(repository))
                .map(AppSettings.Target::retention)
                .distinct()
                .toList();
        return RetentionDecider.goes(
                app, repository, wishes, inForce.timetable().zone(), now);
    }
}
