package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;

/** The Job of a task that brings something back. */
final class RestoreJob {
    /** Files get the owners, permissions, device numbers and capabilities that they had. */
    private static final List<String> OWN_FILES =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");

    /** Counts as memory of the pod, and leaves both programs enough. */
    private static final Quantity FOLDER_MAX = new Quantity("96Mi");

    private static final String TEMPORARY = "temporary";
    private static final String TEMPORARY_PATH = "/tmp";
    private static final String FILLED = "filled";

    private RestoreJob() {}

    static Job of(RestoreTask task, MoverSettings settings) {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(settings.namespace())
                .withName(task.identity().name())
                .withLabels(task.identity().labels())
                .withOwnerReferences(task.goesWith())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(MoverJob.RETRIES)
                .withActiveDeadlineSeconds(task.deadlineSeconds())
                .withPodReplacementPolicy("Failed")
                .withPodFailurePolicy(MoverJob.failures())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(task.identity().labels())
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(serviceAccount(task))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withInitContainers(initContainers(task, settings.image()))
                .withContainers(mover(task, settings.image()))
                .withVolumes(volumes(task))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static String serviceAccount(RestoreTask task) {
        return switch (task) {
            case RestoreTask.IntoVolume _ -> null;
            case RestoreTask.IntoCluster into -> into.serviceAccount();
        };
    }

    private static List<Container> initContainers(RestoreTask task, String image) {
        return switch (task) {
            case RestoreTask.IntoVolume _ -> List.of();
            case RestoreTask.IntoCluster into -> List.of(reader("extract", into, image, into.folder()));
        };
    }

    /** The one that tells the outcome. */
    private static Container mover(RestoreTask task, String image) {
        return switch (task) {
            case RestoreTask.IntoVolume into -> reader(MoverJob.CONTAINER, into, image, into.path());
            case RestoreTask.IntoCluster into ->
                new ContainerBuilder()
                        .withName(MoverJob.CONTAINER)
                        .withImage(image)
                        .withArgs(into.andThen())
                        .withEnv(new EnvVar("TMPDIR", TEMPORARY_PATH, null))
                        .withTerminationMessagePolicy("FallbackToLogsOnError")
                        .withResources(MoverJob.RESOURCES)
                        // What it reads may belong to anybody.
                        .withSecurityContext(MoverJob.security(true))
                        .withVolumeMounts(
                                mount(FILLED, into.folder()), mount(TEMPORARY, TEMPORARY_PATH), ServiceToken.mount())
                        .build();
        };
    }

    /** With the repository's secrets. */
    private static Container reader(String name, RestoreTask task, String image, String path) {
        List<String> arguments = new ArrayList<>(task.command());
        arguments.addAll(task.repository().arguments());
        List<EnvVar> env = new ArrayList<>(task.repository().env());
        env.add(new EnvVar("MOWS_BACKUP_CACHE_DIR", TEMPORARY_PATH + "/cache", null));
        env.add(new EnvVar("TMPDIR", TEMPORARY_PATH, null));
        List<VolumeMount> mounts = new ArrayList<>(task.repository().mounts());
        mounts.add(mount(TEMPORARY, TEMPORARY_PATH));
        mounts.add(mount(FILLED, path));
        return new ContainerBuilder()
                .withName(name)
                .withImage(image)
                .withArgs(arguments)
                .withEnv(env)
                .withEnvFrom(task.repository().envFrom())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(MoverJob.RESOURCES)
                .withSecurityContext(mayOwnFiles())
                .withVolumeMounts(mounts)
                .build();
    }

    private static SecurityContext mayOwnFiles() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(false)
                .withRunAsUser(0L)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd(OWN_FILES)
                .endCapabilities()
                .build();
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    private static List<Volume> volumes(RestoreTask task) {
        List<Volume> volumes = new ArrayList<>(task.repository().volumes());
        volumes.add(new VolumeBuilder()
                .withName(TEMPORARY)
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        switch (task) {
            case RestoreTask.IntoVolume into ->
                volumes.add(new VolumeBuilder()
                        .withName(FILLED)
                        .withNewPersistentVolumeClaim(into.claim(), false)
                        .build());
            case RestoreTask.IntoCluster _ -> {
                volumes.add(new VolumeBuilder()
                        .withName(FILLED)
                        .withEmptyDir(new EmptyDirVolumeSource("Memory", FOLDER_MAX))
                        .build());
                volumes.add(ServiceToken.volume());
            }
        }
        return volumes;
    }
}
