package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Execution;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.Hold;
import cloud.mows.backup.crds.backup.HookOutcome;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.HookCommand;
import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one command of a hook in the pod that was planned, or in the one that took its place. */
final class HookRunner {
    private final Cluster cluster;
    private final InstantSource clock;

    HookRunner(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * @param hold where it was run in the end
     * @param hasPod whether there was a pod to run it in
     */
    record Attempt(Hold hold, HookOutcome outcome, boolean hasPod) {}

    /** Empty if it could not be started and is to be tried again. */
    Optional<Attempt> run(
            Backup backup, Hook hook, Hold planned, HookCommand command, Instant giveUpAt, StatusDraft draft) {
        String namespace = backup.getMetadata().getNamespace();
        Instant start = clock.instant();
        List<HookPods.Place> places = HookPods.of(cluster, namespace).places(hook);
        Optional<HookPods.Place> place = place(planned, places, draft);
        if (place.isPresent()) {
            Duration time = time(command, Duration.between(start, giveUpAt));
            Execution execution =
                    cluster.run(namespace, place.get().pod(), place.get().container(), command.command(), time);
            if (execution instanceof Execution.Impossible
                    && start.isBefore(giveUpAt)
                    && !HookPods.of(cluster, namespace).places(hook).contains(place.get())) {
                // It has just stopped, which is told in the same way.
                return Optional.empty();
            }
            return outcome(execution, start, giveUpAt, time, namespace)
                    .map(outcome -> new Attempt(planned.withPod(place.get().pod()), outcome, true));
        }
        if (!places.isEmpty()) {
            String noNeed = "its pod is gone, and the others have holds of their own";
            return Optional.of(
                    new Attempt(planned, new HookOutcome(start, start, null, noNeed, null, null, null), false));
        }
        return start.isBefore(giveUpAt) && !isBeingDeleted(namespace)
                ? Optional.empty()
                : Optional.of(
                        new Attempt(planned, failed(start, start, "its pod is gone, and none took its place"), false));
    }

    /** Nothing is held for longer than it may be; what is late is tried all the same. */
    private static Duration time(HookCommand command, Duration left) {
        Duration wanted = Duration.ofSeconds(Objects.requireNonNull(command.timeoutSeconds()));
        return left.compareTo(wanted) < 0 && left.isPositive() ? left : wanted;
    }

    /** The pod itself, or one that has no hold of its own. */
    private static Optional<HookPods.Place> place(Hold hold, List<HookPods.Place> places, StatusDraft draft) {
        Set<String> taken = new HashSet<>();
        draft.holds().stream().filter(each -> each.hook().equals(hold.hook())).forEach(each -> taken.add(each.pod()));
        return places.stream()
                .filter(place -> place.pod().equals(hold.pod()))
                .findFirst()
                .or(() -> places.stream()
                        .filter(place -> !taken.contains(place.pod()))
                        .findFirst());
    }

    private boolean isBeingDeleted(String namespace) {
        Namespace found = cluster.get(Namespace.class, null, namespace);
        return found == null || found.isMarkedForDeletion();
    }

    private Optional<HookOutcome> outcome(
            Execution execution, Instant start, Instant giveUpAt, Duration time, String namespace) {
        Instant end = clock.instant();
        return switch (execution) {
            case Execution.Ended(int exitCode, String output) ->
                Optional.of(new HookOutcome(
                        start,
                        end,
                        exitCode,
                        text(output),
                        exitCode == 0 ? null : "it ended with exit code " + exitCode,
                        null,
                        null));
            case Execution.TimedOut(String output) ->
                Optional.of(new HookOutcome(
                        start,
                        end,
                        null,
                        text(output),
                        "it was not over after " + time.toSeconds() + " s, and may go on",
                        null,
                        null));
            case Execution.Forbidden(String why) ->
                Optional.of(failed(
                        start,
                        end,
                        "the controller may not run commands in namespace " + namespace
                                + ": bind ClusterRole mows-backup-hooks there (" + why + ")"));
            case Execution.Impossible(String why) -> Optional.of(failed(start, end, why));
            case Execution.NotRunning(String why) ->
                end.isBefore(giveUpAt) ? Optional.empty() : Optional.of(failed(start, end, why));
        };
    }

    private static HookOutcome failed(Instant start, Instant end, String why) {
        return new HookOutcome(start, end, null, null, StatusDraft.cut(why), null, null);
    }

    private static @Nullable String text(String output) {
        return output.isEmpty() ? null : output;
    }
}
