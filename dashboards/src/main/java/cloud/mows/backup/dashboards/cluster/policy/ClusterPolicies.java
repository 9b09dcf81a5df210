package cloud.mows.backup.dashboards.cluster.policy;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.dashboards.cluster.AppRights;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.retention.RepositoryRetention;
import cloud.mows.backup.schedulers.schedule.Cron;
import cloud.mows.backup.schedulers.schedule.Timetable;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Shows the policy of a cluster, tries another one, and changes it. */
public final class ClusterPolicies {
    private static final int NEXT = 3;
    private static final String DEFAULT_ZONE = "Etc/UTC";

    private final Cluster cluster;
    private final LatestLook latest;

    public ClusterPolicies(Cluster cluster, LatestLook latest) {
        this.cluster = cluster;
        this.latest = latest;
    }

    ClusterPolicy get(Rights who) {
        AppRights.mustSeeAll(who);
        ClusterView.Observation seen = latest.get().seen();
        ClusterBackupPolicy policy = policy(seen);
        ClusterBackupPolicySpec spec = policy.getSpec();
        Schedule schedule = Objects.requireNonNull(spec.schedule());
        return new ClusterPolicy(
                token(policy),
                spec.suspend(),
                new PolicyTimes(
                        schedule.cron(),
                        Objects.requireNonNullElse(schedule.timeZone(), DEFAULT_ZONE),
                        Objects.requireNonNullElse(schedule.jitterSeconds(), 0)),
                !schedule.windows().isEmpty() || !schedule.quietHours().isEmpty(),
                PolicyKeep.of(Objects.requireNonNull(spec.retention())),
                PolicyPlaces.of(spec).uses(seen.documents().repositories()),
                next(seen.governance(), seen.at()),
                seen.governance().namespacesByDefault(),
                who.missingWords(AppRights.changePolicy()));
    }

    private static ClusterBackupPolicy policy(ClusterView.Observation seen) {
        return seen.documents()
                .cluster()
                .orElseThrow(() -> ApiException.conflict(
                        "there is no ClusterBackupPolicy yet",
                        "the controller makes it when it starts: see whether it runs"));
    }

    private static String token(ClusterBackupPolicy policy) {
        ObjectMeta meta = policy.getMetadata();
        return meta.getUid() + "/" + meta.getGeneration();
    }

    /** Of an app without a delay of its own. */
    private static List<Instant> next(Governance governance, Instant now) {
        Timetable own = governance.wholeCluster().timetable();
        Timetable timetable = new Timetable(own.cron(), own.zone(), 0, 0, own.hours());
        List<Instant> next = new ArrayList<>();
        Optional<Instant> start = timetable.next(now);
        while (start.isPresent() && next.size() < NEXT) {
            next.add(start.get());
            start = timetable.next(start.get());
        }
        return next;
    }

    /** Changes nothing. */
    PolicyTrial attempt(Rights who, PolicyChange change) {
        AppRights.mustSeeAll(who);
        ClusterView.Observation seen = latest.get().seen();
        Governance then = GovernanceDecider.decide(with(seen.documents(), changed(policy(seen), change)), seen.at());
        Set<String> gone = new HashSet<>(goes(seen, then));
        gone.removeAll(goes(seen, seen.governance()));
        return new PolicyTrial(next(then, seen.at()), seen.points().size(), gone.size());
    }

    private static Documents with(Documents documents, ClusterBackupPolicy policy) {
        return new Documents(
                documents.namespaces(),
                documents.policies(),
                documents.grants(),
                documents.repositories(),
                Optional.of(policy));
    }

    /** Names of restore points that are in a repository in which nobody keeps them. */
    private static Set<String> goes(ClusterView.Observation seen, Governance governance) {
        Set<String> names = new HashSet<>();
        seen.documents()
                .repositories()
                .forEach(repository -> RepositoryRetention.goes(
                                seen.points(),
                                seen.clusterId(),
                                repository.getMetadata().getName(),
                                governance,
                                seen.at())
                        .stream()
                        .map(RestorePoint::getMetadata)
                        .map(ObjectMeta::getName)
                        .forEach(names::add));
        return names;
    }

    private static ClusterBackupPolicy changed(ClusterBackupPolicy policy, PolicyChange change) {
        ClusterBackupPolicySpec old = policy.getSpec();
        Schedule schedule = Objects.requireNonNull(old.schedule());
        PolicyTimes times = change.times();
        ClusterBackupPolicy changed = new ClusterBackupPolicy();
        changed.setMetadata(policy.getMetadata());
        try {
            Cron.parse(times.cron());
            ZoneId.of(times.timeZone());
            PolicyPlaces places = PolicyPlaces.of(old);
            if (change.places() != null) {
                places = places.with(change.places());
            }
            changed.setSpec(new ClusterBackupPolicySpec(
                    old.namespaces(),
                    new Schedule(
                            times.cron(),
                            times.timeZone(),
                            times.jitterSeconds(),
                            schedule.windows(),
                            schedule.quietHours()),
                    change.keep().retention(),
                    places.repositories(),
                    places.copies(),
                    old.volumes(),
                    old.objects(),
                    old.clusterObjects(),
                    old.concurrentBackups(),
                    old.activeDeadlineSeconds(),
                    change.suspended()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw ApiException.unusable(String.valueOf(e.getMessage()), "");
        }
        return changed;
    }

    /** Makes it hold from now on. */
    ClusterPolicy change(Rights who, PolicyChange change) {
        AppRights.mustSeeAll(who);
        latest.forget();
        ClusterBackupPolicy policy = policy(latest.get().seen());
        ClusterBackupPolicySpec then = changed(policy, change).getSpec();
        if (!token(policy).equals(change.asShown())) {
            throw ApiException.conflict(
                    "the policy is no longer as it was shown: somebody changed it", "look at it as it is now");
        }
        Map<String, Object> spec = Map.of(
                "schedule",
                Map.of(
                        "cron",
                        change.times().cron(),
                        "timeZone",
                        change.times().timeZone(),
                        "jitterSeconds",
                        change.times().jitterSeconds()),
                "retention",
                change.keep().fields(),
                "repositories",
                then.repositories(),
                "copies",
                then.copies(),
                "suspend",
                change.suspended());
        who.change(cluster, AppRights.changePolicy(), new Change.Patch(policy, Map.of("spec", spec)))
                .ifPresent(refusal -> {
                    throw ApiException.conflict("the policy was not changed: " + refusal, "");
                });
        latest.forget();
        return get(who);
    }
}
