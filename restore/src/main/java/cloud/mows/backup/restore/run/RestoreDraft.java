package cloud.mows.backup.restore.run;

import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.meta.Shortened;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSource;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.crds.restore.RestoredObjects;
import cloud.mows.backup.crds.restore.RestoredVolume;
import cloud.mows.backup.crds.restore.StoppedWorkload;
import cloud.mows.backup.restore.objects.ObjectSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The status that a step leaves, while the step works on it. */
final class RestoreDraft {
    private static final String COMPLETE = "Complete";

    private final @Nullable Long generation;
    private final Instant now;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private final Map<String, RestoredVolume> volumes = new LinkedHashMap<>();
    private RestorePhase phase;
    private @Nullable String message;
    private @Nullable Instant startTime;
    private @Nullable Instant completionTime;
    private @Nullable RestoreSource source;
    private @Nullable String plan;
    private @Nullable RestoredObjects objects;
    private @Nullable String savedAs;
    private List<StoppedWorkload> stopped;
    private List<String> problems;

    RestoreDraft(Restore restore, Instant now) {
        RestoreStatus before = Objects.requireNonNullElse(restore.getStatus(), RestoreStatus.NONE);
        this.generation = restore.getMetadata().getGeneration();
        this.now = now;
        before.conditions().forEach(condition -> conditions.put(condition.type(), condition));
        before.volumes().forEach(this::volume);
        phase = Objects.requireNonNull(before.phase());
        message = before.message();
        startTime = before.startTime();
        completionTime = before.completionTime();
        source = before.source();
        plan = before.plan();
        objects = before.objects();
        savedAs = before.savedAs();
        stopped = before.stopped();
        problems = before.problems();
    }

    RestorePhase phase() {
        return phase;
    }

    void message(String text) {
        message = Shortened.to(Shortened.MESSAGE_MAX, text);
    }

    void phase(RestorePhase next, String why) {
        phase = next;
        message(why);
        if (startTime == null) {
            startTime = now;
        }
    }

    /** Only now: an end may turn out not to be one yet. */
    private void end() {
        boolean whole = phase == RestorePhase.SUCCEEDED;
        Condition said = new Condition(
                COMPLETE,
                whole ? ConditionStatus.TRUE : ConditionStatus.FALSE,
                whole ? "NothingMissing" : "SomethingMissing",
                Objects.requireNonNullElse(message, ""),
                now,
                generation);
        conditions.put(COMPLETE, said.following(conditions.get(COMPLETE)));
        completionTime = now;
    }

    RestoreSource source() {
        return Objects.requireNonNull(source, "not planned");
    }

    void source(RestoreSource from) {
        source = from;
    }

    void plan(String configMap) {
        plan = configMap;
    }

    void summary(ObjectSummary summary) {
        objects = new RestoredObjects(
                summary.created(),
                summary.replaced(),
                summary.same(),
                summary.different(),
                summary.leftOut(),
                summary.failed());
        problems = summary.problems();
    }

    void savedAs(String restorePoint) {
        savedAs = restorePoint;
    }

    List<StoppedWorkload> stopped() {
        return stopped;
    }

    void stopped(List<StoppedWorkload> workloads) {
        stopped = List.copyOf(workloads);
    }

    List<String> problems() {
        return problems;
    }

    List<RestoredVolume> volumes() {
        return List.copyOf(volumes.values());
    }

    void volume(RestoredVolume volume) {
        volumes.put(volume.claim(), volume);
    }

    void volume(RestoredVolume before, PartPhase next, @Nullable String reason) {
        volume(new RestoredVolume(
                before.claim(),
                next,
                reason == null ? null : Shortened.to(Shortened.MESSAGE_MAX, reason),
                before.volumeName(),
                before.bytes()));
    }

    RestoreStatus build() {
        if (phase.isFinal()) {
            end();
        }
        return new RestoreStatus(
                generation,
                phase,
                message,
                new ArrayList<>(conditions.values()),
                startTime,
                completionTime,
                source,
                plan,
                savedAs,
                stopped,
                volumes(),
                objects,
                problems);
    }
}
