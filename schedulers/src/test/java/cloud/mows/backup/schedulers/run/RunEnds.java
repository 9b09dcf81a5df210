package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.MemoryCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the Job controller and the kubelet would do: every mover ends well. */
final class RunEnds {
    static final String NAMESPACE = "mows-backup";

    private final MemoryCluster cluster;
    private final List<List<String>> ended = new ArrayList<>();

    RunEnds(MemoryCluster cluster) {
        this.cluster = cluster;
    }

    /** The commands of movers. */
    List<List<String>> ended() {
        return ended;
    }

    /** What the ledger was told about hooks. */
    List<String> hookEntries() {
        return ended.stream()
                .flatMap(List::stream)
                .filter(argument -> argument.contains("\"type\":\"hook\""))
                .map(argument -> argument.substring("--part=".length()))
                .toList();
    }

    void endMovers(Instant now) {
        for (Job job : cluster.all(Job.class)) {
            if (job.getStatus() == null) {
                ended.add(job.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs());
                cluster.put(pod(job));
                cluster.put(new JobBuilder(job)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Complete")
                        .withStatus("True")
                        .withLastTransitionTime(now.toString())
                        .endCondition()
                        .endStatus()
                        .build());
            }
        }
        for (Pod pod : cluster.all(Pod.class)) {
            if (pod.getMetadata().getNamespace().equals(NAMESPACE)
                    && cluster.all(Job.class).stream()
                            .noneMatch(job -> job.getMetadata()
                                    .getName()
                                    .equals(pod.getMetadata().getName()))) {
                cluster.remove(pod);
            }
        }
    }

    private static Pod pod(Job job) {
        Map<String, String> labels = new HashMap<>(job.getMetadata().getLabels());
        labels.put("batch.kubernetes.io/job-name", job.getMetadata().getName());
        return new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName())
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .withMessage("{\"snapshot_id\":\"" + "ab".repeat(32)
                        + "\",\"total_bytes_processed\":100,\"total_files_processed\":3,\"data_added_packed\":40,"
                        + "\"captured\":5,\"excused\":2,\"failed\":0}")
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
