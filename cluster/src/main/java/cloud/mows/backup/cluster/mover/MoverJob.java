package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Job of a task. */
final class MoverJob {
    static final String CONTAINER = "mover";
    static final String MEMORY = "256Mi";

    static final ResourceRequirements RESOURCES = new ResourceRequirementsBuilder()
            .withRequests(Map.of("cpu", new Quantity("100m"), "memory", new Quantity(MEMORY)))
            .withLimits(Map.of("memory", new Quantity(MEMORY)))
            .build();

    private static final String TEMPORARY = "/tmp";
    static final int RETRIES = 3;
    /** Of the image. */
    private static final long USER = 65532;
    /** Of the program: something could not be read, no repository, wrong password. A second try ends alike. */
    private static final Integer[] FINAL_EXIT_CODES = {3, 10, 12};

    private MoverJob() {}

    static boolean isFinal(int exitCode) {
        return List.of(FINAL_EXIT_CODES).contains(exitCode);
    }

    static Job of(MoverTask task, MoverSettings settings) {
        Map<String, String> labels = task.identity().labels();
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(settings.namespace())
                .withName(task.identity().name())
                .withLabels(labels)
                .withOwnerReferences(task.goesWith().stream().toList())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(task.deadlineSeconds())
                // Never two for one volume, also when a node is out of reach.
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(failures())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(
                        task.feeder().map(MoverTask.Feeder::serviceAccount).orElse(null))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withAffinity(affinity(task))
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(containers(task, settings.image()))
                .withVolumes(volumes(task))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A node that is drained takes no try away. */
    static PodFailurePolicy failures() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(FINAL_EXIT_CODES)
                .endOnExitCodes()
                .endRule()
                .build();
    }

    private static Affinity affinity(MoverTask task) {
        return task.nodes()
                .map(nodes -> new AffinityBuilder()
                        .withNewNodeAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(nodes)
                        .endNodeAffinity()
                        .build())
                .orElse(null);
    }

    /** Ordinary ones, so that the pod fails if either does, and both have ended when it has. */
    private static List<Container> containers(MoverTask task, String image) {
        List<Container> containers = new ArrayList<>(List.of(container(task, image)));
        task.feeder().map(feeder -> MoverFeeder.container(feeder, image)).ifPresent(containers::add);
        return containers;
    }

    private static Container container(MoverTask task, String image) {
        List<String> arguments = new ArrayList<>(task.command());
        arguments.addAll(task.repository().arguments());
        List<EnvVar> env = new ArrayList<>(task.repository().env());
        env.add(new EnvVar("MOWS_BACKUP_CACHE_DIR", TEMPORARY + "/cache", null));
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withArgs(arguments)
                .withEnv(env)
                .withEnvFrom(task.repository().envFrom())
                // What the program said last, where it wrote no outcome.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(RESOURCES)
                .withSecurityContext(security(task))
                .withVolumeMounts(mounts(task))
                .build();
    }

    /**
     * Files of any user can be read only by root who may pass by permissions; the volume is mounted read-only all the same. On a
     * disk that holds a repository all files belong to one user, and so to root.
     */
    private static SecurityContext security(MoverTask task) {
        return security(!task.inputs().isEmpty() || task.repository().isMounted());
    }

    static SecurityContext security(boolean needsRoot) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(!needsRoot)
                .withRunAsUser(needsRoot ? 0L : USER)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(needsRoot ? List.of("DAC_OVERRIDE") : List.of())
                .endCapabilities()
                .build();
    }

    private static List<Volume> volumes(MoverTask task) {
        List<Volume> volumes = new ArrayList<>(task.repository().volumes());
        volumes.add(new VolumeBuilder()
                .withName("temporary")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        for (int i = 0; i < task.inputs().size(); i++) {
            volumes.add(new VolumeBuilder()
                    .withName(inputName(i))
                    .withNewPersistentVolumeClaim(task.inputs().get(i).claim(), true)
                    .build());
        }
        task.feeder().map(feeder -> MoverFeeder.volumes()).ifPresent(volumes::addAll);
        return volumes;
    }

    private static List<VolumeMount> mounts(MoverTask task) {
        List<VolumeMount> mounts = new ArrayList<>(task.repository().mounts());
        mounts.add(new VolumeMountBuilder()
                .withName("temporary")
                .withMountPath(TEMPORARY)
                .build());
        for (int i = 0; i < task.inputs().size(); i++) {
            mounts.add(new VolumeMountBuilder()
                    .withName(inputName(i))
                    .withMountPath(task.inputs().get(i).path())
                    .withReadOnly(true)
                    .build());
        }
        return mounts;
    }

    private static String inputName(int index) {
        return "input-" + index;
    }
}
