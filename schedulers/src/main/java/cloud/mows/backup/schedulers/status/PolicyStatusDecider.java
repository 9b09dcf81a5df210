package cloud.mows.backup.schedulers.status;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicyStatus;
import cloud.mows.backup.schedulers.due.App;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import cloud.mows.backup.schedulers.policy.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The status of a BackupPolicy. */
public final class PolicyStatusDecider {
    private PolicyStatusDecider() {}

    /** @param backups all of its namespace, or more */
    public static BackupPolicyStatus decide(
            BackupPolicy policy, Standing standing, Collection<Backup> backups, Instant now) {
        String namespace = policy.getMetadata().getNamespace();
        List<Backup> own = backups.stream()
                .filter(backup -> backup.getMetadata().getNamespace().equals(namespace))
                .filter(backup -> backup.getSpec().policy().kind() == PolicyKind.BACKUP_POLICY
                        && backup.getSpec()
                                .policy()
                                .name()
                                .equals(policy.getMetadata().getName()))
                .sorted(Comparator.comparing(backup -> backup.getMetadata().getCreationTimestamp()))
                .toList();
        Optional<Instant> success = own.stream()
                .map(Backup::getStatus)
                .filter(status -> status != null && status.phase() == BackupPhase.SUCCEEDED)
                .map(BackupStatus::snapshotTime)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        AppSettings settings = standing.settings();
        boolean starts = standing.governs() && settings.suspended().isEmpty();
        return new BackupPolicyStatus(
                policy.getMetadata().getGeneration(),
                conditions(policy, standing, success, now),
                standing.grant().orElse(null),
                policy.getStatus() == null ? null : policy.getStatus().denial(),
                standing.governs() ? settings.timetable().toString() : null,
                standing.governs()
                        ? settings.targets().stream()
                                .map(AppSettings.Target::repository)
                                .toList()
                        : List.of(),
                own.isEmpty() ? null : own.getLast().getMetadata().getName(),
                new App(namespace, BackupScope.NAMESPACE).lastStart(own, now).orElse(null),
                success.orElse(null),
                starts ? settings.timetable().next(now).orElse(null) : null);
    }

    private static List<Condition> conditions(
            BackupPolicy policy, Standing standing, Optional<Instant> success, Instant now) {
        List<Verdict> verdicts = new ArrayList<>(List.of(standing.granted(), standing.ready()));
        if (standing.governs()) {
            verdicts.add(isProtected(standing.settings(), success, now));
        }
        return Conditions.of(
                verdicts,
                policy,
                policy.getStatus() == null ? List.of() : policy.getStatus().conditions(),
                now);
    }

    private static Verdict isProtected(AppSettings settings, Optional<Instant> success, Instant now) {
        if (success.isEmpty()) {
            return Verdict.no("Protected", "NoBackup", "There is no complete backup yet.");
        }
        return settings.timetable().isTwoBehind(success.get(), now)
                ? Verdict.no(
                        "Protected",
                        "TooOld",
                        "The newest complete backup is of " + success.get() + ", and two should have come since.")
                : Verdict.yes("Protected", "Recent", "The newest complete backup is of " + success.get() + ".");
    }
}
