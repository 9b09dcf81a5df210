package cloud.mows.backup.schedulers.policy;

import static java.util.Objects.requireNonNull;

import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.RepositoryCopy;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.schedule.Cadence;
import cloud.mows.backup.schedulers.schedule.Timetable;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a grant covers what one BackupPolicy asks for. One grant must allow all of it: what two allow together, neither of
 * them does. What the policy leaves to the ClusterBackupPolicy is the administrator's own word and needs no grant.
 */
final class GrantDecider {
    private final BackupPolicySpec asked;
    private final String name;
    private final Namespace namespace;
    private final Timetable timetable;
    private final Instant now;

    @Nullable
    private Cadence rhythm;

    /** @param timetable that holds if the policy governs */
    GrantDecider(BackupPolicy policy, Namespace namespace, Timetable timetable, Instant now) {
        asked = policy.getSpec();
        name = policy.getMetadata().getName();
        this.namespace = namespace;
        this.timetable = timetable;
        this.now = now;
    }

    /** Something that a grant would have to allow, and how it is said. */
    private record Missing(String reason, String words) {}

    private record Offer(BackupGrant grant, List<Missing> missing) {
        String name() {
            return grant.getMetadata().getName();
        }
    }

    /** Among several that cover it, the first by name. */
    Approval decide(List<BackupGrant> grants) {
        List<Offer> offers = grants.stream()
                .filter(grant -> names(grant.getSpec()))
                .map(grant -> new Offer(grant, missing(grant.getSpec())))
                .sorted(Comparator.<Offer>comparingInt(offer -> offer.missing().size())
                        .thenComparing(Offer::name))
                .toList();
        String where = namespace.getMetadata().getName();
        if (offers.isEmpty()) {
            return new Approval.Refused("NoGrant", "no BackupGrant names namespace " + where);
        }
        Offer nearest = offers.getFirst();
        List<Missing> missing = nearest.missing();
        if (missing.isEmpty()) {
            return new Approval.Granted(nearest.name());
        }
        return new Approval.Refused(
                missing.size() == 1 ? missing.getFirst().reason() : "GrantTooNarrow",
                "BackupGrant " + nearest.name() + " names namespace " + where + ", but "
                        + String.join("; ", missing.stream().map(Missing::words).toList()));
    }

    private boolean names(BackupGrantSpec grant) {
        return grant.namespaceSelector() == null
                ? Matching.names(grant.namespaces(), namespace.getMetadata().getName())
                : grant.namespaceSelector().matches(namespace.getMetadata().getLabels());
    }

    private List<Missing> missing(BackupGrantSpec grant) {
        List<Missing> missing = new ArrayList<>();
        if (!grant.policies().isEmpty() && !grant.policies().contains(name)) {
            missing.add(new Missing(
                    "PolicyNotNamed",
                    "it is for BackupPolicies called " + list(grant.policies()) + ", not for " + name));
        }
        List<String> others = Stream.concat(
                        asked.repositories().stream().map(RepositoryChoice::name),
                        asked.copies().stream().map(RepositoryCopy::name))
                .filter(repository -> !grant.repositories().contains(repository))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            missing.add(new Missing(
                    "RepositoryNotAllowed",
                    "it allows repositories " + list(grant.repositories()) + ", not " + list(others)));
        }
        interval(grant, missing);
        retention(grant, missing);
        if (!asked.hooks().isEmpty() && !grant.allowHooks()) {
            missing.add(new Missing("HooksNotAllowed", "it does not allow hooks (allowHooks)"));
        }
        return missing;
    }

    private void interval(BackupGrantSpec grant, List<Missing> to) {
        Duration allowed = Duration.ofSeconds(requireNonNull(grant.minIntervalSeconds()));
        if (asked.schedule() != null && rhythm().shortest().compareTo(allowed) < 0) {
            to.add(new Missing(
                    "IntervalTooShort",
                    "it allows " + words(allowed) + " between two backups at least (minIntervalSeconds), and by "
                            + timetable + " it is " + words(rhythm().shortest())));
        }
    }

    private void retention(BackupGrantSpec grant, List<Missing> to) {
        String allowed = requireNonNull(grant.maxRetention());
        Stream<@Nullable Retention> wishes = Stream.concat(
                Stream.of(asked).map(BackupPolicySpec::retention),
                Stream.concat(
                        asked.repositories().stream().map(RepositoryChoice::retention),
                        asked.copies().stream().map(RepositoryCopy::retention)));
        wishes.filter(Objects::nonNull)
                .map(wish -> KeepAge.longest(requireNonNull(wish), rhythm()))
                .max(Comparator.comparing(KeepAge::age))
                .filter(longest -> longest.age().compareTo(KeepAge.length(allowed)) > 0)
                .ifPresent(longest -> to.add(new Missing(
                        "RetentionTooLong",
                        "it allows to keep backups for " + allowed + " at most (maxRetention), and " + longest.wish()
                                + " keeps them for " + words(longest.age()))));
    }

    private Cadence rhythm() {
        if (rhythm == null) {
            rhythm = Cadence.of(timetable, now);
        }
        return rhythm;
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }

    private static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 2 * 86_400) {
            return Math.ceilDiv(seconds, 86_400) + " days";
        }
        return seconds % 3600 == 0
                ? plural(seconds / 3600, "hour")
                : seconds % 60 == 0 ? plural(seconds / 60, "minute") : plural(seconds, "second");
    }

    private static String plural(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
