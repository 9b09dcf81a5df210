package cloud.mows.backup.schedulers.status;

import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicyStatus;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Governance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The status of the ClusterBackupPolicy. */
public final class ClusterStatusDecider {
    private ClusterStatusDecider() {}

    public static ClusterBackupPolicyStatus decide(
            ClusterBackupPolicy policy, Governance governance, Coverage coverage, Instant now) {
        return new ClusterBackupPolicyStatus(
                policy.getMetadata().getGeneration(),
                Conditions.of(
                        List.of(governance.clusterReady(), coverage.verdict()),
                        policy,
                        policy.getStatus() == null
                                ? List.of()
                                : policy.getStatus().conditions(),
                        now),
                Math.toIntExact(governance.namespacesByDefault()),
                Math.toIntExact(governance.excludedNamespaces()),
                Stream.concat(byDefault(governance), Stream.of(governance.wholeCluster()))
                        .filter(settings -> settings.suspended().isEmpty())
                        .flatMap(settings -> settings.timetable().next(now).stream())
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static Stream<AppSettings> byDefault(Governance governance) {
        return governance.namespaces().values().stream()
                .filter(EffectivePolicy.ByDefault.class::isInstance)
                .flatMap(governing -> governing.effective().stream());
    }
}
