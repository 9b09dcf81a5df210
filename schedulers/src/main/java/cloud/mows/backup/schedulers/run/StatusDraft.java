package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.Hold;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.MadeResource;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.meta.Shortened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The status that a step leaves, while the step works on it. */
final class StatusDraft {
    private final BackupStatus before;
    private final @Nullable Long generation;
    private final Instant now;
    private final Map<String, BackupPart> parts = new LinkedHashMap<>();
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Set<ResourceReference> resources;
    private final List<Hold> holds;
    private BackupPhase phase;
    private @Nullable String message;
    private @Nullable Instant requestedTime;
    private @Nullable Instant startTime;
    private @Nullable Instant snapshotTime;
    private @Nullable Instant completionTime;
    private @Nullable RunPlan plan;
    private List<RepositorySnapshot> restorePoints;
    private @Nullable LedgerSummary ledger;
    private @Nullable Integer ledgerRetries;

    StatusDraft(Backup backup, Instant now) {
        this.before = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
        this.generation = backup.getMetadata().getGeneration();
        this.now = now;
        before.parts().forEach(this::part);
        before.conditions().forEach(condition -> conditions.put(condition.type(), condition));
        resources = before.resources().stream()
                .map(StatusDraft::reference)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        holds = new ArrayList<>(before.holds());
        phase = before.phase();
        message = before.message();
        requestedTime = before.requestedTime();
        startTime = before.startTime();
        snapshotTime = before.snapshotTime();
        completionTime = before.completionTime();
        plan = before.plan();
        restorePoints = before.restorePoints();
        ledger = before.ledger();
        ledgerRetries = before.ledgerRetries();
    }

    Instant now() {
        return now;
    }

    BackupPhase phase() {
        return phase;
    }

    void phase(BackupPhase next, String why) {
        phase = next;
        message(why);
        if (next.isFinal()) {
            completionTime = now;
        }
    }

    void message(String text) {
        message = cut(text);
    }

    /** Texts of others may be longer than the field. */
    static String cut(String text) {
        return Shortened.to(Shortened.MESSAGE_MAX, text);
    }

    /** Of the step's beginning: what others know as well. */
    List<BackupPart> stored() {
        return before.parts();
    }

    Collection<BackupPart> parts() {
        return List.copyOf(parts.values());
    }

    void part(BackupPart part) {
        parts.put(part.type() + "/" + part.name(), part);
    }

    void made(Collection<ResourceReference> made) {
        resources.addAll(made);
    }

    void gone(Collection<ResourceReference> gone) {
        gone.forEach(resources::remove);
    }

    List<ResourceReference> resources() {
        return List.copyOf(resources);
    }

    boolean isClean() {
        return resources.isEmpty();
    }

    private static ResourceReference reference(MadeResource made) {
        return new ResourceReference(made.apiVersion(), made.kind(), made.namespace(), made.name());
    }

    private static MadeResource resource(ResourceReference made) {
        return new MadeResource(made.apiVersion(), made.kind(), made.namespace(), made.name());
    }

    /** In the order in which they are to hold still. */
    List<Hold> holds() {
        return List.copyOf(holds);
    }

    void holds(List<Hold> planned) {
        holds.clear();
        holds.addAll(planned);
    }

    /** @param index of the one that this is from now on */
    void hold(int index, Hold changed) {
        holds.set(index, changed);
    }

    void condition(String type, boolean holds, String reason, String text) {
        ConditionStatus status = holds ? ConditionStatus.TRUE : ConditionStatus.FALSE;
        Condition said = new Condition(type, status, reason, cut(text), now, generation);
        conditions.put(type, said.following(conditions.get(type)));
    }

    void requested(Instant time) {
        requestedTime = time;
    }

    void started() {
        startTime = now;
    }

    Instant startTime() {
        return Objects.requireNonNull(startTime, "not started");
    }

    /** Keeps the earliest. */
    void snapshotTaken(Instant moment) {
        if (snapshotTime == null || moment.isBefore(snapshotTime)) {
            snapshotTime = moment;
        }
    }

    @Nullable
    Instant snapshotTime() {
        return snapshotTime;
    }

    void plan(RunPlan promised) {
        plan = promised;
    }

    RunPlan plan() {
        return Objects.requireNonNull(plan, "not planned");
    }

    /** When what is not saved is given up. */
    Instant giveUpAt() {
        return startTime().plusSeconds(plan().deadlineSeconds());
    }

    /** Whether anything is moved, or the run only waits for repositories, or for its pods to be started. */
    void moving(Collection<Target> targets) {
        List<Target.Going> going = targets.stream()
                .flatMap(target -> Target.going(target).stream())
                .toList();
        boolean waits = !going.isEmpty() && going.stream().noneMatch(each -> each.waits() == Target.Waits.NOTHING);
        if (waits) {
            boolean forPods = going.stream().anyMatch(each -> each.waits() == Target.Waits.POD);
            condition(
                    BackupStatus.MOVING,
                    false,
                    forPods ? BackupStatus.WAITS_FOR_PODS : BackupStatus.WAITS_FOR_REPOSITORY,
                    going.getFirst().doing());
        } else if (conditions.containsKey(BackupStatus.MOVING)) {
            condition(BackupStatus.MOVING, true, "Moving", "goes on");
        }
    }

    /** The parts are in the restore points from now on, and no snapshots of their own any more. */
    void composed(LedgerSummary summary, List<RepositorySnapshot> points) {
        ledger = summary;
        restorePoints = List.copyOf(points);
        Set<String> composed =
                points.stream().map(RepositorySnapshot::repository).collect(Collectors.toSet());
        parts.replaceAll((_, part) -> part.withSnapshots(part.snapshots().stream()
                .map(each -> composed.contains(each.repository())
                        ? new RepositorySnapshot(each.repository(), null, each.addedBytes())
                        : each)
                .toList()));
    }

    int ledgerRetries() {
        return Objects.requireNonNullElse(ledgerRetries, 0);
    }

    void ledgerRetried() {
        ledgerRetries = ledgerRetries() + 1;
    }

    BackupStatus build() {
        Collection<BackupPart> all = parts();
        return new BackupStatus(
                generation,
                phase,
                message,
                new ArrayList<>(conditions.values()),
                requestedTime,
                startTime,
                snapshotTime,
                completionTime,
                plan,
                new ArrayList<>(all),
                restorePoints,
                resources.stream().map(StatusDraft::resource).toList(),
                List.copyOf(holds),
                ledger,
                ledgerRetries,
                all.stream().mapToLong(part -> orZero(part.bytes())).sum(),
                all.stream()
                        .flatMap(part -> part.snapshots().stream())
                        .map(RepositorySnapshot::addedBytes)
                        .mapToLong(StatusDraft::orZero)
                        .sum());
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
