package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is next for a task. */
final class MoverDecider {
    private static final int INCOMPLETE = 3;

    private MoverDecider() {}

    static Decision<MoverState> start(MoverTask task, MoverSettings settings) {
        return start(MoverJob.of(task, settings));
    }

    static Decision<MoverState> start(RestoreTask task, MoverSettings settings) {
        return start(RestoreJob.of(task, settings));
    }

    private static Decision<MoverState> start(Job job) {
        return Decision.of(new MoverState.Running("a mover is started"), new Change.Create(job));
    }

    /**
     * @param pods all of the Job
     * @param warning what the cluster says of a pod that does not start
     */
    static MoverState follow(
            MoverTask.Identity identity,
            String namespace,
            Job job,
            List<Pod> pods,
            Function<Pod, Optional<String>> warning) {
        if (!isOurs(identity, job)) {
            return MoverState.Failed.forGood("Job " + namespace + "/" + identity.name()
                    + " was not made for this backup: find out who made it, and delete it");
        }
        if (job.isMarkedForDeletion()) {
            // By us for another try, or by somebody else.
            return new MoverState.Running("waits until its former mover is gone");
        }
        return condition(job, "Complete").isPresent()
                ? complete(pods)
                : condition(job, "Failed")
                        .map(failure -> failed(failure, pods))
                        .orElseGet(() -> running(pods, warning));
    }

    private static boolean isOurs(MoverTask.Identity identity, Job job) {
        Map<String, String> labels =
                Objects.requireNonNullElse(job.getMetadata().getLabels(), Map.of());
        return labels.entrySet().containsAll(identity.labels().entrySet());
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }

    private static MoverState complete(List<Pod> pods) {
        return ends(pods, MoverDecider::movers)
                .filter(end -> end.getExitCode() == 0)
                .<MoverState>map(end -> new MoverState.Ended(message(end), true))
                .findFirst()
                .orElseGet(() -> new MoverState.Failed("its mover has ended, and nobody saw with what", true, null));
    }

    private static MoverState failed(JobCondition failure, List<Pod> pods) {
        Optional<ContainerStateTerminated> incomplete = ends(pods, MoverDecider::movers)
                .filter(end -> end.getExitCode() == INCOMPLETE && !message(end).isEmpty())
                .findFirst();
        if (incomplete.isPresent()) {
            return new MoverState.Ended(message(incomplete.get()), false);
        }
        Optional<Ended> last = cause(pods);
        String how = last.map(Ended::told)
                .orElseGet(() -> pods.isEmpty()
                        ? "no pod of it was seen"
                        : running(pods, _ -> Optional.empty()).doing());
        boolean late = "DeadlineExceeded".equals(failure.getReason());
        boolean again = !late && last.map(Ended::mayEndBetter).orElse(true);
        return new MoverState.Failed(late ? "it took too long: " + how : how, again, time(failure));
    }

    private static @Nullable Instant time(JobCondition condition) {
        String time = condition.getLastTransitionTime();
        return time == null ? null : Instant.parse(time);
    }

    /** A container that ended. */
    private record Ended(String container, ContainerStateTerminated state) {
        boolean isFeeder() {
            return container.equals(MoverFeeder.CONTAINER);
        }

        /** The codes that are final are those of the mover's own command. */
        boolean mayEndBetter() {
            return isFeeder() || !MoverPod.isFinal(state.getExitCode());
        }

        String told() {
            String who = isFeeder() ? "what reads the objects" : "its mover";
            if ("OOMKilled".equals(state.getReason())) {
                return who + " needed more memory than " + MoverPod.MEMORY;
            }
            // The last line but what to do next, which is for whoever called the program by hand.
            return message(state)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("hint: "))
                    .reduce((_, later) -> later)
                    .orElseGet(() -> who + " ended with exit code " + state.getExitCode());
        }
    }

    /** Of the newest pod: a feeder that fails lets its mover fail, and the other way round, and which came first the times do not tell. */
    private static Optional<Ended> cause(List<Pod> pods) {
        Comparator<Pod> byEnd = Comparator.comparing(pod -> containers(pod)
                .map(status -> status.getState().getTerminated())
                .filter(Objects::nonNull)
                .filter(end -> end.getExitCode() != 0)
                .map(end -> Objects.requireNonNullElse(end.getFinishedAt(), ""))
                .max(Comparator.naturalOrder())
                .orElse(""));
        return pods.stream()
                .max(byEnd)
                .flatMap(pod -> containers(pod)
                        .filter(status -> status.getState().getTerminated() != null)
                        .map(status -> new Ended(
                                Objects.requireNonNullElse(status.getName(), ""),
                                status.getState().getTerminated()))
                        .filter(end -> end.state.getExitCode() != 0)
                        .min(Comparator.comparing(MoverDecider::rank)));
    }

    private static int rank(Ended end) {
        boolean follows = end.state.getExitCode() == MoverState.FEEDER_WITHOUT_MOVER;
        return !end.isFeeder() ? 1 : follows ? 2 : 0;
    }

    private static String message(ContainerStateTerminated end) {
        return Objects.requireNonNullElse(end.getMessage(), "").strip();
    }

    private static Stream<ContainerStateTerminated> ends(
            List<Pod> pods, Function<Pod, Stream<ContainerStatus>> containers) {
        return pods.stream()
                .flatMap(containers)
                .map(status -> status.getState().getTerminated())
                .filter(Objects::nonNull);
    }

    private static Stream<ContainerStatus> movers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(status -> !MoverFeeder.CONTAINER.equals(status.getName()));
    }

    /** Feeders included, and what runs before the mover. */
    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        pod.getStatus().getContainerStatuses().stream(),
                        pod.getStatus().getInitContainerStatuses().stream());
    }

    /** What the newest pod is at. */
    private static MoverState.Running running(List<Pod> pods, Function<Pod, Optional<String>> warning) {
        return pods.stream()
                .max(Comparator.comparing(
                        pod -> Objects.requireNonNullElse(pod.getMetadata().getCreationTimestamp(), "")))
                .map(pod -> obstacle(pod, warning)
                        .map(why -> new MoverState.Running(why, created(pod)))
                        .orElseGet(() -> new MoverState.Running("is being moved")))
                .orElseGet(() -> new MoverState.Running("waits for its pod"));
    }

    private static @Nullable Instant created(Pod pod) {
        String time = pod.getMetadata().getCreationTimestamp();
        return time == null ? null : Instant.parse(time);
    }

    /** What keeps a pod from starting; empty if nothing does. */
    private static Optional<String> obstacle(Pod pod, Function<Pod, Optional<String>> warning) {
        Optional<ContainerStateWaiting> waiting = containers(pod)
                .map(status -> status.getState().getWaiting())
                .filter(Objects::nonNull)
                // Says of the mover only that what runs before it has not ended.
                .filter(wait -> !"PodInitializing".equals(wait.getReason()))
                .findFirst();
        if (waiting.isPresent()) {
            // Of a volume that cannot be mounted the pod says nothing, only the events about it.
            String why = Optional.ofNullable(waiting.get().getMessage())
                    .or(() -> warning.apply(pod))
                    .map(text -> ": " + text)
                    .orElse("");
            return Optional.of("its pod waits: " + waiting.get().getReason() + why);
        }
        return pod.getStatus() == null
                ? Optional.of("waits for its pod")
                : pod.getStatus().getConditions().stream()
                        .filter(condition ->
                                "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                        .map(PodCondition::getMessage)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(message -> "no node takes its pod: " + message);
    }

    /** @return whether nothing is left */
    static Decision<Boolean> remove(List<Job> jobs, List<Pod> pods) {
        List<Change> changes = jobs.stream()
                .filter(job -> !job.isMarkedForDeletion())
                .<Change>map(Change.Delete::new)
                .toList();
        return new Decision<>(jobs.isEmpty() && pods.isEmpty(), changes);
    }
}
