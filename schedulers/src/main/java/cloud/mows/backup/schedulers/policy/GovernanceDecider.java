package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.crds.policy.NamespaceRule;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What governs each namespace. A BackupPolicy does that a grant covers, also where the cluster's rules leave the namespace out:
 * the administrator's word about one app is more than that about all. Of several in one namespace the oldest does, so a new one
 * changes nothing. Otherwise the ClusterBackupPolicy does, so a request that is not granted, or cannot be understood, leaves
 * the app as well protected as if there were none.
 */
public final class GovernanceDecider {
    private static final Comparator<BackupPolicy> OLDEST_FIRST = Comparator.<BackupPolicy, String>comparing(
                    policy -> Objects.requireNonNullElse(policy.getMetadata().getCreationTimestamp(), ""))
            .thenComparing(policy -> policy.getMetadata().getName());

    /** Of one namespace; to judge a schedule may take a second. */
    private static final int POLICIES_MAX = 8;

    private final Documents documents;
    private final ClusterDefaults cluster;
    private final Instant now;

    private GovernanceDecider(Documents documents, Instant now) {
        this.documents = documents;
        this.now = now;
        cluster = ClusterDefaults.of(documents.cluster(), Repositories.of(documents.repositories()), now);
    }

    public static Governance decide(Documents documents, Instant now) {
        return new GovernanceDecider(documents, now).decide();
    }

    /** A request, and what the grants come to for it. */
    private record Judged(BackupPolicy policy, Approval approval, AppSettings settings) {
        Optional<String> grant() {
            return switch (approval) {
                case Approval.Granted(String grant) -> Optional.of(grant);
                case Approval.Refused(String _, String _) -> Optional.empty();
            };
        }
    }

    private Governance decide() {
        Map<String, Namespace> namespaces = documents.namespaces().stream()
                .collect(Collectors.toMap(namespace -> namespace.getMetadata().getName(), namespace -> namespace));
        Map<String, List<BackupPolicy>> requests = documents.policies().stream()
                .filter(policy -> namespaces.containsKey(policy.getMetadata().getNamespace()))
                .sorted(OLDEST_FIRST)
                .collect(Collectors.groupingBy(policy -> policy.getMetadata().getNamespace()));
        Map<String, EffectivePolicy> answers = new HashMap<>();
        List<Standing> standings = new ArrayList<>();
        Map<String, Long> grants = new HashMap<>();
        documents.grants().forEach(grant -> grants.put(grant.getMetadata().getName(), 0L));
        namespaces.forEach((name, namespace) -> {
            List<BackupPolicy> asked = requests.getOrDefault(name, List.of());
            List<Judged> judged = IntStream.range(0, asked.size())
                    .mapToObj(i -> i < POLICIES_MAX ? judge(asked.get(i), namespace) : tooMany(asked.get(i), name))
                    .toList();
            Optional<Judged> governor =
                    judged.stream().filter(j -> j.grant().isPresent()).findFirst();
            answers.put(name, answer(namespace, governor));
            for (Judged each : judged) {
                each.grant().ifPresent(grant -> grants.merge(grant, 1L, Long::sum));
                standings.add(standing(each, governor));
            }
        });
        AppSettings wholeCluster = cluster.forWholeCluster();
        return new Governance(
                answers, standings, grants, ReadyDecider.ofCluster(cluster.objection(), wholeCluster), wholeCluster);
    }

    private Judged judge(BackupPolicy policy, Namespace namespace) {
        String app = PolicyMerge.app(namespace.getMetadata().getName());
        PolicyMerge merge = new PolicyMerge(policy, cluster);
        @Nullable Schedule own = policy.getSpec().schedule();
        ScheduleParser reading = own == null
                ? new ScheduleParser.Usable(cluster.timetable(app))
                : ScheduleParser.read(own, cluster.schedule(), app, now);
        return switch (reading) {
            case ScheduleParser.Usable(Timetable timetable) ->
                new Judged(
                        policy,
                        new GrantDecider(policy, namespace, timetable, now).decide(documents.grants()),
                        merge.settings(timetable));
            case ScheduleParser.Unusable(String why) ->
                new Judged(
                        policy,
                        new Approval.Refused(Standing.INVALID_SCHEDULE, "its schedule cannot be followed: " + why),
                        merge.settings(cluster.timetable(app)));
        };
    }

    private Judged tooMany(BackupPolicy policy, String namespace) {
        return new Judged(
                policy,
                new Approval.Refused(
                        Standing.TOO_MANY,
                        "namespace " + namespace + " has " + POLICIES_MAX
                                + " older BackupPolicies, and no more are looked at"),
                new PolicyMerge(policy, cluster).settings(cluster.timetable(PolicyMerge.app(namespace))));
    }

    private EffectivePolicy answer(Namespace namespace, Optional<Judged> governor) {
        if (governor.isPresent()) {
            return new EffectivePolicy.ByPolicy(
                    governor.get().policy().getMetadata().getName(),
                    governor.get().grant().orElseThrow(),
                    governor.get().settings());
        }
        Optional<NamespaceRule> exclusion = cluster.exclusion(namespace);
        return exclusion.isPresent()
                ? new EffectivePolicy.Excluded(
                        ClusterDefaults.BY,
                        Objects.requireNonNull(exclusion.get().reason()))
                : new EffectivePolicy.ByDefault(
                        cluster.forNamespace(namespace.getMetadata().getName()));
    }

    private static Standing standing(Judged judged, Optional<Judged> governor) {
        Verdict granted = switch (judged.approval()) {
            case Approval.Granted(String grant) ->
                Verdict.yes("Granted", "Covered", "BackupGrant " + grant + " covers all that is asked for.");
            case Approval.Refused(String reason, String message) ->
                Denial.inForce(judged.policy())
                        .map(denial -> Verdict.no(
                                "Granted",
                                Standing.DENIED,
                                "The administrator denied it: \"" + denial.reason()
                                        + "\". A BackupPolicy that is changed asks anew. Until then, the"
                                        + " ClusterBackupPolicy governs."))
                        .orElseGet(() -> Verdict.no(
                                "Granted",
                                reason,
                                message + ". Until that is put right, the ClusterBackupPolicy governs."));
        };
        boolean governs = governor.filter(judged::equals).isPresent();
        return new Standing(
                judged.policy().getMetadata().getNamespace(),
                judged.policy().getMetadata().getName(),
                granted,
                ReadyDecider.ofPolicy(
                        granted,
                        governs,
                        governor.map(j -> j.policy().getMetadata().getName()),
                        judged.settings()),
                judged.grant(),
                governs,
                judged.settings());
    }
}
