package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.Repositories;
import cloud.mows.backup.schedulers.policy.Verdict;
import cloud.mows.backup.schedulers.schedule.AllowedHours;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which restore points are copied to a repository next, and what is said about that. The newest go first: they are what people need when
 * the first place is gone. What the repository would not keep is not copied.
 */
public final class CopyDecider {
    /** For one task: what was copied counts once the task has ended. */
    private static final int POINTS_MAX = 20;

    private static final String COPIED = "Copied";

    /** Windows are times of the day; with a day more for clocks that are changed. */
    private static final Duration HOURS_COME_AGAIN = Duration.ofDays(2);

    private final Repository repository;
    private final String name;
    private final Instant now;
    private final Documents documents;
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<String, Instant> behind = new HashMap<>();
    /** Whether any policy in force has copies made in it. */
    private final boolean isPlaceOfCopies;

    /** A restore point that is to be copied. @param may whether it may begin at this time of day */
    private record Wanted(RestorePoint point, Optional<SnapshotCopy> from, boolean may) {}

    /**
     * @param points all that are known
     * @param clusterId of this cluster: those of others are theirs to copy
     */
    public CopyDecider(
            Repository repository,
            Documents documents,
            Governance governance,
            Collection<RestorePoint> points,
            String clusterId,
            Instant now) {
        this.repository = repository;
        this.name = repository.getMetadata().getName();
        this.now = now;
        this.documents = documents;
        isPlaceOfCopies = Stream.concat(
                        Stream.of(governance.wholeCluster()),
                        governance.namespaces().values().stream().flatMap(each -> each.effective().stream()))
                .anyMatch(settings -> copy(settings).isPresent());
        points.stream()
                .filter(point -> point.getSpec().cluster().equals(clusterId))
                .collect(Collectors.groupingBy(point -> point.getSpec().app(), TreeMap::new, Collectors.toList()))
                .forEach((app, ofApp) -> RepositoryRetention.inForce(governance, app)
                        .flatMap(this::copy)
                        .ifPresent(copy -> of(app, ofApp, copy, governance)));
        wanted.sort(Comparator.comparing((Wanted each) -> each.point().getSpec().time())
                .reversed());
    }

    private Optional<AppSettings.Copy> copy(AppSettings settings) {
        return settings.copies().stream()
                .filter(copy -> copy.repository().equals(name))
                .findFirst();
    }

    private void of(String app, List<RestorePoint> ofApp, AppSettings.Copy copy, Governance governance) {
        List<RestorePoint> missing =
                ofApp.stream().filter(point -> in(point, name).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        Set<String> goes =
                RepositoryRetention.goesOfApp(
                                ofApp.stream().map(this::asIfCopied).toList(), app, name, governance, now)
                        .stream()
                        .map(point -> point.getMetadata().getName())
                        .collect(Collectors.toCollection(HashSet::new));
        List<RestorePoint> kept = missing.stream()
                .filter(point -> !goes.contains(point.getMetadata().getName()))
                .toList();
        kept.stream()
                .map(point -> new Wanted(point, source(point), copy.hours().allow(now)))
                .forEach(wanted::add);
        Instant newest = moments(ofApp.stream().filter(point -> in(point, name).isPresent()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        if (moments(kept.stream()).anyMatch(moment -> moment.isAfter(newest))) {
            // Of all that came since: those that are not wanted any more were so when they came.
            moments(missing.stream())
                    .filter(moment -> moment.isAfter(newest))
                    .min(Comparator.naturalOrder())
                    .ifPresent(moment -> behind.put(app, allowed(copy.hours(), moment)));
        }
    }

    private static Stream<Instant> moments(Stream<RestorePoint> points) {
        return points.map(RestorePoint::getSpec)
                .filter(point -> !point.savedBeforeRestore())
                .map(RestorePointSpec::time);
    }

    /** When the hours next begin; at once if they never do, so that nobody waits for that without end. */
    private static Instant allowed(AllowedHours hours, Instant moment) {
        Instant at = moment;
        while (!hours.allow(at)) {
            Optional<Instant> change = hours.nextChange(at);
            if (change.isEmpty() || change.get().isAfter(moment.plus(HOURS_COME_AGAIN))) {
                return moment;
            }
            at = change.get();
        }
        return at;
    }

    /** By app: since when the oldest restore point may be copied that is newer than all that are here. Only of apps that have one. */
    public Map<String, Instant> behind() {
        return Map.copyOf(behind);
    }

    /** How many restore points are to be copied and are not yet. */
    public int waiting() {
        return wanted.size();
    }

    private static Optional<SnapshotCopy> in(RestorePoint point, String repository) {
        return point.getSpec().copies().stream()
                .filter(copy -> copy.repository().equals(repository))
                .findFirst();
    }

    /** From where it can be copied now. */
    private Optional<SnapshotCopy> source(RestorePoint point) {
        return point.getSpec().copies().stream()
                .filter(copy -> documents
                        .repository(copy.repository())
                        .filter(each -> Repositories.objection(each).isEmpty())
                        .isPresent())
                .findFirst();
    }

    /** So that the retention of the repository can be asked about it. */
    private RestorePoint asIfCopied(RestorePoint point) {
        if (in(point, name).isPresent()) {
            return point;
        }
        RestorePoint copied = new RestorePoint();
        copied.setMetadata(new ObjectMetaBuilder()
                .withName(point.getMetadata().getName())
                .withCreationTimestamp(point.getMetadata().getCreationTimestamp())
                .build());
        RestorePointSpec spec = point.getSpec();
        copied.setSpec(spec.withCopies(
                List.of(new SnapshotCopy(name, spec.copies().getFirst().snapshot()))));
        return copied;
    }

    /** What is to be copied now; empty if nothing is. */
    Optional<MaintenanceTask> task() {
        List<Wanted> possible = wanted.stream()
                .filter(each -> each.may() && each.from().isPresent())
                .toList();
        if (possible.isEmpty()) {
            return wanted.isEmpty() ? Optional.empty() : Optional.of(waits(obstacle()));
        }
        String from = possible.getFirst().from().orElseThrow().repository();
        if (MaintenanceDecider.isBusy(documents.repository(from).orElseThrow(), now)) {
            return Optional.of(waits("Repository " + from + " is being pruned or checked"));
        }
        return Optional.of(new MaintenanceTask.Copy(
                from,
                possible.stream()
                        .map(each -> each.from().orElseThrow())
                        .filter(copy -> copy.repository().equals(from))
                        .map(SnapshotCopy::snapshot)
                        .limit(POINTS_MAX)
                        .toList()));
    }

    private String obstacle() {
        return wanted.stream().allMatch(each -> each.may())
                ? "the repositories that they lie in cannot be used at present"
                : "it is outside of the windows";
    }

    private MaintenanceTask.Waits waits(String why) {
        return new MaintenanceTask.Waits(
                new MaintenanceTask.Copy("", List.of()), words(wanted.size()) + " to be copied, but " + why + ".");
    }

    private static String words(int count) {
        return count == 1 ? "1 restore point is" : count + " restore points are";
    }

    /** As it stands there; none if nothing is copied to it any more. */
    List<Condition> condition() {
        return isPlaceOfCopies ? RepeatedTask.standing(repository, COPIED) : List.of();
    }

    /** What to say while nothing is copied. */
    List<Condition> idle(MaintenanceTask task) {
        if (!isPlaceOfCopies) {
            return List.of();
        }
        return switch (task) {
            case MaintenanceTask.Waits(MaintenanceTask.Copy _, String message) ->
                told(ConditionStatus.FALSE, "Waiting", message);
            case MaintenanceTask.None _
            when wanted.isEmpty() ->
                told(ConditionStatus.TRUE, "UpToDate", "Every restore point that is to be copied to it lies in it.");
            default -> condition();
        };
    }

    /** What to say of what copying came to. */
    List<Condition> after(MaintenanceTask.Copy task, MoverState moved) {
        return switch (moved) {
            case MoverState.Failed failed ->
                told(
                        ConditionStatus.FALSE,
                        "Failed",
                        "Restore points could not be copied from Repository " + task.from() + ": " + failed.reason()
                                + ".");
            case MoverState.Running _, MoverState.Ended _ ->
                told(
                        ConditionStatus.FALSE,
                        RepeatedTask.RUNNING,
                        words(wanted.size()) + " to be copied; "
                                + task.snapshots().size()
                                + (task.snapshots().size() == 1 ? " is" : " are") + " on the way from Repository "
                                + task.from() + ".");
        };
    }

    private List<Condition> told(ConditionStatus status, String reason, String message) {
        long generation = Objects.requireNonNullElse(repository.getMetadata().getGeneration(), 0L);
        return List.of(new Verdict(COPIED, status, reason, message)
                .condition(RepeatedTask.standing(repository, COPIED), now, generation));
    }
}
