package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.api.MemoryCluster;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.time.Instant;
import java.util.Map;

/** What a cluster makes of a Job whose pod has ended. */
public final class EndedJob {
    private EndedJob() {}

    public static void end(MemoryCluster cluster, Job job, int exitCode, String message, Instant when) {
        job.setStatus(new JobStatusBuilder()
                .withConditions(new JobConditionBuilder()
                        .withType(exitCode == 0 ? "Complete" : "Failed")
                        .withStatus("True")
                        .withLastTransitionTime(when.toString())
                        .build())
                .build());
        cluster.put(new PodBuilder()
                .withNewMetadata()
                .withNamespace(job.getMetadata().getNamespace())
                .withName(job.getMetadata().getName() + "-x")
                .withLabels(
                        Map.of("batch.kubernetes.io/job-name", job.getMetadata().getName()))
                .endMetadata()
                .withNewStatus()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withMessage(message)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build());
    }
}
