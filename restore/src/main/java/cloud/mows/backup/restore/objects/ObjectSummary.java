package cloud.mows.backup.restore.objects;

import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.VolumeStep;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a mover tells of a plan, or of what it did: short enough for the termination message of a container.
 *
 * @param problems what is not as it was, in words; the first ones
 * @param problemCount how many there are
 */
public record ObjectSummary(
        long created,
        long replaced,
        long same,
        long different,
        long leftOut,
        long failed,
        List<String> problems,
        long problemCount) {
    private static final int PROBLEMS_MAX = 12;
    private static final int PROBLEM_MAX = 200;
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    public ObjectSummary {
        problems = List.copyOf(problems);
    }

    public static ObjectSummary of(RestorePlan plan) {
        List<String> problems = new ArrayList<>();
        plan.gaps().forEach(gap -> problems.add("not in the restore point: " + gap));
        plan.volumes().stream()
                .filter(step ->
                        step.action() == VolumeStep.Action.KEEP || step.action() == VolumeStep.Action.IMPOSSIBLE)
                .forEach(step -> problems.add("volume " + step.claim() + ": " + step.reason()));
        return of(plan.objects(), problems);
    }

    public static ObjectSummary of(RestoreReport report) {
        return of(report.objects(), report.unreadable());
    }

    private static ObjectSummary of(List<ObjectStep> objects, List<String> others) {
        List<String> problems = Stream.concat(
                        others.stream(),
                        objects.stream()
                                .filter(step -> step.action() == ObjectAction.DIFFERENT
                                        || step.action() == ObjectAction.CONFLICT
                                        || step.action() == ObjectAction.IMPOSSIBLE)
                                .map(step -> step.object() + ": " + step.reason()))
                .toList();
        return new ObjectSummary(
                count(objects, ObjectAction.CREATE),
                count(objects, ObjectAction.REPLACE),
                count(objects, ObjectAction.SAME),
                count(objects, ObjectAction.DIFFERENT),
                count(objects, ObjectAction.LEFT_OUT),
                count(objects, ObjectAction.IMPOSSIBLE) + count(objects, ObjectAction.CONFLICT),
                problems.stream()
                        .limit(PROBLEMS_MAX)
                        .map(problem ->
                                problem.length() <= PROBLEM_MAX ? problem : problem.substring(0, PROBLEM_MAX - 1) + "…")
                        .toList(),
                problems.size());
    }

    private static long count(List<ObjectStep> objects, ObjectAction action) {
        return objects.stream().filter(step -> step.action() == action).count();
    }

    public String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are JSON", e);
        }
    }

    /** Empty if it is none. */
    public static Optional<ObjectSummary> parse(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, ObjectSummary.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
