package cloud.mows.backup.schedulers.due;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.EffectivePolicy;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.schedule.Schedules.Wanted;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which Backups the schedules make. Nothing is ready to be made of an app that is suspended or has no usable repository. */
final class DueDecider {
    /** After its namespace was made: by then most apps have made their volumes. */
    private static final Duration FIRST_AFTER = Duration.ofMinutes(10);

    private final Map<String, Namespace> namespaces;
    private final Governance governance;
    private final List<Backup> backups;
    private final String ownNamespace;

    /** @param backups all of the cluster, or at least all of the app that is asked about */
    DueDecider(
            Collection<Namespace> namespaces, Governance governance, Collection<Backup> backups, String ownNamespace) {
        this.namespaces = namespaces.stream()
                .filter(namespace -> !namespace.isMarkedForDeletion())
                .collect(Collectors.toMap(namespace -> namespace.getMetadata().getName(), Function.identity()));
        this.governance = governance;
        this.backups = List.copyOf(backups);
        this.ownNamespace = ownNamespace;
    }

    private record Plan(PolicyReference policy, AppSettings settings) {}

    private Optional<Plan> plan(App app) {
        if (!namespaces.containsKey(app.namespace())) {
            return Optional.empty();
        }
        PolicyReference byDefault = new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, ClusterBackupPolicy.NAME);
        Optional<Plan> plan = switch (app.scope()) {
            case CLUSTER -> Optional.of(new Plan(byDefault, governance.wholeCluster()));
            case NAMESPACE ->
                switch (Objects.requireNonNull(governance.namespaces().get(app.namespace()))) {
                    case EffectivePolicy.ByPolicy(String policy, String _, AppSettings settings) ->
                        Optional.of(new Plan(new PolicyReference(PolicyKind.BACKUP_POLICY, policy), settings));
                    case EffectivePolicy.ByDefault(AppSettings settings) -> Optional.of(new Plan(byDefault, settings));
                    case EffectivePolicy.Excluded(String _, String _) -> Optional.empty();
                };
        };
        return plan.filter(each -> each.settings().suspended().isEmpty())
                .filter(each -> each.settings().targets().stream()
                        .anyMatch(target -> target.objection().isEmpty()));
    }

    /** An app that was never backed up has been waiting since it is there. */
    private Instant last(App app, Instant now) {
        return app.lastStart(backups, now)
                .orElseGet(() -> Instant.parse(Objects.requireNonNull(namespaces.get(app.namespace()))
                        .getMetadata()
                        .getCreationTimestamp()));
    }

    /** What to call back for, by the key of the app; nothing for one that a Backup still goes on of. */
    Map<String, Wanted> wanted(Instant now) {
        Map<String, Wanted> wanted = new HashMap<>();
        namespaces.keySet().forEach(name -> want(new App(name, BackupScope.NAMESPACE), now, wanted));
        want(new App(ownNamespace, BackupScope.CLUSTER), now, wanted);
        return wanted;
    }

    private void want(App app, Instant now, Map<String, Wanted> to) {
        plan(app)
                .filter(_ -> !app.isBusy(backups))
                .ifPresent(plan ->
                        to.put(app.key(), new Wanted(plan.settings().timetable(), Optional.of(last(app, now)))));
    }

    /** The Backup that is due now; empty if none is. */
    Optional<Backup> due(App app, Instant now) {
        return plan(app).filter(_ -> !app.isBusy(backups)).flatMap(plan -> {
            Instant last = last(app, now);
            return plan.settings()
                    .timetable()
                    .due(Optional.of(last), now)
                    .filter(due -> !due.isAfter(now))
                    .flatMap(_ -> plan.settings().timetable().latest(last, now))
                    .map(start -> backup(app, plan.policy(), start));
        });
    }

    /**
     * Backups that wait for no start of a timetable: the first ones of new apps, and those in the place of what left nothing to restore.
     * Soon, but not without end.
     */
    List<Backup> soon(Instant now) {
        List<App> apps = new ArrayList<>();
        namespaces.keySet().forEach(name -> apps.add(new App(name, BackupScope.NAMESPACE)));
        apps.add(new App(ownNamespace, BackupScope.CLUSTER));
        return apps.stream()
                .filter(app -> !app.isBusy(backups))
                .flatMap(
                        app -> app
                                .newest(backups)
                                .map(newest -> retry(app, newest, now))
                                .orElseGet(() -> first(app, now))
                                .stream())
                .toList();
    }

    /** What the timetable makes up for already is left to it. */
    private Optional<Backup> first(App app, Instant now) {
        if (!namespaces.containsKey(app.namespace())) {
            return Optional.empty();
        }
        Instant start = last(app, now).plus(FIRST_AFTER);
        return plan(app)
                .filter(plan -> !start.isAfter(now))
                .filter(plan -> plan.settings().timetable().allows(now))
                .filter(_ -> due(app, now).isEmpty())
                .map(plan -> backup(app, plan.policy(), start));
    }

    private Optional<Backup> retry(App app, Backup newest, Instant now) {
        return Optional.of(newest)
                .filter(failed -> App.phase(failed) == BackupPhase.FAILED)
                .filter(failed -> hasRested(failed, now))
                .flatMap(failed -> plan(app)
                        .filter(plan -> plan.settings().timetable().allows(now))
                        .flatMap(plan -> Retry.after(failed.getMetadata().getName())
                                .map(name -> backup(app, plan.policy(), name))));
    }

    private static boolean hasRested(Backup failed, Instant now) {
        Instant end = Objects.requireNonNull(failed.getStatus()).completionTime();
        return end != null && !end.plus(Retry.PAUSE).isAfter(now);
    }

    private static Backup backup(App app, PolicyReference policy, Instant start) {
        return backup(app, policy, app.backupName(start));
    }

    private static Backup backup(App app, PolicyReference policy, String name) {
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(app.namespace())
                .withName(name)
                .withLabels(ManagedBy.LABELS)
                .build());
        backup.setSpec(new BackupSpec(policy, app.scope(), BackupTrigger.SCHEDULE, false));
        return backup;
    }
}
