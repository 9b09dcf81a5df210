package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeDeviceBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What all Jobs of ours have in common, whatever they move and in which direction. */
final class MoverPod {
    /** Of the container that tells the outcome. */
    static final String CONTAINER = "mover";

    static final String MEMORY = "256Mi";
    static final String TEMPORARY = "/tmp";

    private static final String TEMPORARY_VOLUME = "temporary";
    private static final ResourceRequirements RESOURCES = new ResourceRequirementsBuilder()
            .withRequests(Map.of("cpu", new Quantity("100m"), "memory", new Quantity(MEMORY)))
            .withLimits(Map.of("memory", new Quantity(MEMORY)))
            .build();

    private static final int RETRIES = 3;
    /** Of the image. */
    private static final long USER = 65532;
    /** Of the program: something could not be read, no repository, wrong password. A second try ends alike. */
    private static final Integer[] FINAL_EXIT_CODES = {3, 10, 12};

    private MoverPod() {}

    static boolean isFinal(int exitCode) {
        return List.of(FINAL_EXIT_CODES).contains(exitCode);
    }

    /** @param pod on {@link #spec} */
    static Job job(
            MoverTask.Identity identity,
            long deadlineSeconds,
            List<OwnerReference> goesWith,
            String namespace,
            PodSpec pod) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(identity.name())
                .withLabels(identity.labels())
                .withOwnerReferences(goesWith)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(deadlineSeconds)
                // Never two for one volume, also when a node is out of reach.
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(failures())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(identity.labels())
                .endMetadata()
                .withSpec(pod)
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A node that is drained takes no try away. */
    private static PodFailurePolicy failures() {
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

    /** Of a pod, to which its containers and volumes come. */
    static PodSpecBuilder spec() {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext();
    }

    /** Of a container, to which its mounts and its security context come. */
    static ContainerBuilder container(String name, String image) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                // What the program said last, where it wrote no outcome.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(RESOURCES);
    }

    /** Of one that opens a repository; {@link #mounts} has what it needs for that. */
    static ContainerBuilder container(String name, String image, List<String> command, RepositoryAccess repository) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(repository.arguments());
        List<EnvVar> env = new ArrayList<>(repository.env());
        env.add(new EnvVar("MOWS_BACKUP_CACHE_DIR", TEMPORARY + "/cache", null));
        return container(name, image).withArgs(arguments).withEnv(env).withEnvFrom(repository.envFrom());
    }

    /** Of one that opens a repository, to which others may come. */
    static List<VolumeMount> mounts(RepositoryAccess repository) {
        List<VolumeMount> mounts = new ArrayList<>(repository.mounts());
        mounts.add(mount(TEMPORARY_VOLUME, TEMPORARY));
        return mounts;
    }

    /** Of a pod that opens a repository, to which others may come. */
    static List<Volume> volumes(RepositoryAccess repository) {
        List<Volume> volumes = new ArrayList<>(repository.volumes());
        volumes.add(emptyVolume(TEMPORARY_VOLUME));
        return volumes;
    }

    static VolumeMount temporary() {
        return mount(TEMPORARY_VOLUME, TEMPORARY);
    }

    static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    static VolumeDevice device(String volume, String path) {
        return new VolumeDeviceBuilder().withName(volume).withDevicePath(path).build();
    }

    static Volume emptyVolume(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    /** Files of any user can be read only by root who may pass by permissions. */
    static SecurityContext security(boolean readsAnyFile) {
        return readsAnyFile ? root(List.of("DAC_OVERRIDE")) : context(USER, List.of());
    }

    /** Of one that may do more than read them. */
    static SecurityContext root(List<String> capabilities) {
        return context(0L, capabilities);
    }

    private static SecurityContext context(long user, List<String> capabilities) {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(user != 0)
                .withRunAsUser(user)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(capabilities)
                .endCapabilities()
                .build();
    }
}
