package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.volume.VolumeMode;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;

/** The Job of a task that brings something back. */
final class RestoreJob {
    /** Files get the owners, permissions, device numbers and capabilities that they had. */
    private static final List<String> OWN_FILES =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");

    /** Counts as memory of the pod, and leaves both programs enough. */
    private static final Quantity FOLDER_MAX = new Quantity("96Mi");

    private static final EnvVar TMPDIR = new EnvVar("TMPDIR", MoverPod.TEMPORARY, null);
    private static final String FILLED = "filled";

    private RestoreJob() {}

    static Job of(RestoreTask task, MoverSettings settings) {
        return MoverPod.job(
                task.identity(),
                task.deadlineSeconds(),
                List.of(task.goesWith()),
                settings.namespace(),
                switch (task) {
                    case RestoreTask.IntoVolume into -> pod(into, settings.image());
                    case RestoreTask.IntoCluster into -> pod(into, settings.image());
                });
    }

    private static PodSpec pod(RestoreTask.IntoVolume into, String image) {
        ContainerBuilder mover = reader(MoverPod.CONTAINER, into, image);
        if (into.mode() == VolumeMode.BLOCK) {
            mover.withVolumeDevices(MoverPod.device(FILLED, into.path()));
        } else {
            mover.addToVolumeMounts(MoverPod.mount(FILLED, into.path()));
        }
        return MoverPod.spec()
                .withContainers(mover.build())
                .withVolumes(volumes(
                        into,
                        new VolumeBuilder()
                                .withName(FILLED)
                                .withNewPersistentVolumeClaim(into.claim(), false)
                                .build()))
                .build();
    }

    private static PodSpec pod(RestoreTask.IntoCluster into, String image) {
        return MoverPod.spec()
                .withServiceAccountName(into.serviceAccount())
                .withInitContainers(reader("extract", into, image)
                        .addToVolumeMounts(MoverPod.mount(FILLED, into.folder()))
                        .build())
                .withContainers(MoverPod.container(MoverPod.CONTAINER, image)
                        .withArgs(into.andThen())
                        .withEnv(TMPDIR)
                        // What it reads may belong to anybody.
                        .withSecurityContext(MoverPod.security(true))
                        .withVolumeMounts(
                                MoverPod.mount(FILLED, into.folder()), MoverPod.temporary(), ServiceToken.mount())
                        .build())
                .withVolumes(volumes(
                        into,
                        new VolumeBuilder()
                                .withName(FILLED)
                                .withEmptyDir(new EmptyDirVolumeSource("Memory", FOLDER_MAX))
                                .build(),
                        ServiceToken.volume()))
                .build();
    }

    /** With the repository's secrets. */
    private static ContainerBuilder reader(String name, RestoreTask task, String image) {
        return MoverPod.container(name, image, task.command(), task.repository())
                .addToEnv(TMPDIR)
                .withSecurityContext(MoverPod.root(OWN_FILES))
                .withVolumeMounts(MoverPod.mounts(task.repository()));
    }

    private static List<Volume> volumes(RestoreTask task, Volume... others) {
        List<Volume> volumes = MoverPod.volumes(task.repository());
        volumes.addAll(List.of(others));
        return volumes;
    }
}
