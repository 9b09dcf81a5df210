package cloud.mows.backup.schedulers.annotation;

import cloud.mows.backup.crds.meta.ApiGroup;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.crds.policy.VolumeRule;
import cloud.mows.backup.crds.schedule.Schedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What annotations ask for. */
public final class AnnotationDecider {
    private static final String PREFIX = ApiGroup.NAME + "/";
    /** Of a namespace: a cron expression. */
    static final String SCHEDULE = PREFIX + "schedule";
    /** Of a namespace: that of the schedule. */
    static final String TIME_ZONE = PREFIX + "time-zone";
    /** Of a namespace: {@code daily=14, monthly=12}. */
    static final String RETENTION = PREFIX + "retention";
    /** Of a claim: why the volume is left out. */
    static final String EXCLUDE = PREFIX + "exclude";
    /** Of a claim: patterns of files that are left out, with commas. */
    static final String EXCLUDE_FILES = PREFIX + "exclude-files";

    private static final String WITHIN = "within";
    private static final List<String> COUNTS = List.of("last", "hourly", "daily", "weekly", "monthly", "yearly");
    private static final int RULES_MAX = 64;
    private static final int REASON_MAX = 256;
    private static final int PATTERNS_MAX = 128;

    private final List<AnnotatedRequest.Fault> faults = new ArrayList<>();

    private AnnotationDecider() {}

    /** @param claims of the namespace that count: not the copies that backups make on the way */
    public static AnnotatedRequest decide(Namespace namespace, Collection<PersistentVolumeClaim> claims) {
        return new AnnotationDecider().read(namespace, claims);
    }

    private AnnotatedRequest read(Namespace namespace, Collection<PersistentVolumeClaim> claims) {
        Optional<Schedule> schedule = schedule(namespace);
        Optional<Retention> retention = value(namespace, RETENTION).flatMap(text -> retention(namespace, text));
        List<VolumeRule> rules = claims.stream()
                .sorted(Comparator.comparing(claim -> claim.getMetadata().getName()))
                .flatMap(claim -> rule(claim).stream())
                .toList();
        if (rules.size() > RULES_MAX) {
            faults.add(new AnnotatedRequest.Fault(
                    namespace,
                    EXCLUDE,
                    rules.size() + " claims have one, and there may be " + RULES_MAX
                            + ": write a BackupPolicy, whose rules are about many claims"));
        }
        boolean nothing = schedule.isEmpty() && retention.isEmpty() && rules.isEmpty();
        return new AnnotatedRequest(
                nothing || !faults.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new BackupPolicySpec(
                                schedule.orElse(null),
                                retention.orElse(null),
                                List.of(),
                                List.of(),
                                rules,
                                List.of(),
                                List.of(),
                                null,
                                null,
                                false)),
                faults);
    }

    private Optional<Schedule> schedule(Namespace namespace) {
        Optional<String> cron = value(namespace, SCHEDULE);
        Optional<String> zone = value(namespace, TIME_ZONE);
        if (cron.isEmpty() && zone.isPresent()) {
            fault(namespace, TIME_ZONE, "it is that of " + SCHEDULE + ", which is not there");
        }
        return cron.flatMap(text -> {
            try {
                return Optional.of(new Schedule(text, zone.orElse(null), null, List.of(), List.of()));
            } catch (IllegalArgumentException e) {
                return fault(namespace, SCHEDULE, words(e));
            }
        });
    }

    private Optional<Retention> retention(Namespace namespace, String text) {
        Map<String, Integer> counts = new HashMap<>();
        @Nullable String within = null;
        for (String wish : text.split(",")) {
            String[] parts = wish.strip().split("\\s*=\\s*", 2);
            String name = parts[0];
            boolean isCount = COUNTS.contains(name) && parts.length == 2 && parts[1].matches("[1-9][0-9]{0,5}");
            boolean again = counts.containsKey(name) || (within != null && name.equals(WITHIN));
            if (again || !(isCount || (name.equals(WITHIN) && parts.length == 2))) {
                return fault(
                        namespace,
                        RETENTION,
                        "'" + wish.strip()
                                + "' is not one of last=3, hourly=24, daily=14, weekly=5, monthly=12, yearly=3 and"
                                + " within=1m15d, each at most once");
            }
            if (isCount) {
                counts.put(name, Integer.valueOf(parts[1]));
            } else {
                within = parts[1];
            }
        }
        try {
            return Optional.of(new Retention(
                    counts.get("last"),
                    counts.get("hourly"),
                    counts.get("daily"),
                    counts.get("weekly"),
                    counts.get("monthly"),
                    counts.get("yearly"),
                    within));
        } catch (IllegalArgumentException e) {
            return fault(namespace, RETENTION, words(e));
        }
    }

    private Optional<VolumeRule> rule(PersistentVolumeClaim claim) {
        Optional<String> reason = value(claim, EXCLUDE);
        Optional<String> files = value(claim, EXCLUDE_FILES);
        List<String> names = List.of(claim.getMetadata().getName());
        if (reason.isPresent() && files.isPresent()) {
            return fault(claim, EXCLUDE_FILES, "there is " + EXCLUDE + " as well, so nothing of the volume is read");
        }
        if (reason.isPresent()) {
            return reason.get().isEmpty() || reason.get().length() > REASON_MAX
                    ? fault(
                            claim,
                            EXCLUDE,
                            "it needs a reason of at most " + REASON_MAX
                                    + " characters, which every backup's ledger repeats")
                    : Optional.of(new VolumeRule(names, null, RuleAction.EXCLUDE, reason.get(), List.of(), null));
        }
        return files.flatMap(text -> {
            List<String> patterns =
                    Stream.of(text.split(",")).map(String::strip).toList();
            return patterns.size() > PATTERNS_MAX || patterns.stream().anyMatch(String::isEmpty)
                    ? fault(
                            claim,
                            EXCLUDE_FILES,
                            "it has patterns like /cache/** with commas between them, at most " + PATTERNS_MAX)
                    : Optional.of(new VolumeRule(names, null, RuleAction.INCLUDE, null, patterns, null));
        });
    }

    private static Optional<String> value(HasMetadata object, String annotation) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map(all -> all.get(annotation))
                .map(String::strip);
    }

    private <T> Optional<T> fault(HasMetadata about, String annotation, String words) {
        faults.add(new AnnotatedRequest.Fault(about, annotation, words));
        return Optional.empty();
    }

    private static String words(IllegalArgumentException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
