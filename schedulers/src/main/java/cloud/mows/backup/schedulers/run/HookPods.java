package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.policy.Hook;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The pods of an app that run now, in the order of their names.
 *
 * @param pods those of its namespace
 */
record HookPods(List<Pod> pods) {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    /** Where a command of a hook can run. */
    record Place(String pod, String container) {}

    HookPods {
        pods = List.copyOf(pods);
    }

    static HookPods of(Cluster cluster, String namespace) {
        return new HookPods(cluster.list(Pod.class, namespace).stream()
                .filter(HookPods::runs)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList());
    }

    private static boolean runs(Pod pod) {
        return !pod.isMarkedForDeletion()
                && pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase());
    }

    boolean isEmpty() {
        return pods.isEmpty();
    }

    List<Place> places(Hook hook) {
        return pods.stream()
                .filter(pod -> hook.podSelector() == null
                        || hook.podSelector().matches(pod.getMetadata().getLabels()))
                .flatMap(pod -> place(pod, hook).stream())
                .toList();
    }

    private static Optional<Place> place(Pod pod, Hook hook) {
        String wanted = Optional.ofNullable(hook.container()).orElseGet(() -> defaultContainer(pod));
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(wanted) && isRunning(status))
                .findFirst()
                .map(status -> new Place(pod.getMetadata().getName(), status.getName()));
    }

    private static boolean isRunning(ContainerStatus status) {
        return status.getState() != null && status.getState().getRunning() != null;
    }

    private static String defaultContainer(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(DEFAULT_CONTAINER))
                .orElseGet(() -> pod.getSpec().getContainers().stream()
                        .map(Container::getName)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""));
    }
}
