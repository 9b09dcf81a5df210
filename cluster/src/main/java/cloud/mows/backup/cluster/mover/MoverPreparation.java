package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/** The container that runs before the mover of a Job. */
final class MoverPreparation {
    /** Counts as memory of the pod, and leaves the mover enough. */
    private static final Quantity RESULT_MAX = new Quantity("96Mi");

    private static final String RESULT = "prepared";
    private static final String TEMPORARY = "scratch";

    private MoverPreparation() {}

    static Container container(MoverTask.Preparation preparation, String image) {
        return new ContainerBuilder()
                .withName("prepare")
                .withImage(image)
                .withArgs(preparation.command())
                .withEnv(new EnvVar("TMPDIR", "/tmp", null))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(MoverJob.RESOURCES)
                .withSecurityContext(MoverJob.security(false))
                .withVolumeMounts(
                        result(preparation),
                        ServiceToken.mount(),
                        new VolumeMountBuilder()
                                .withName(TEMPORARY)
                                .withMountPath("/tmp")
                                .build())
                .build();
    }

    static VolumeMount result(MoverTask.Preparation preparation) {
        return new VolumeMountBuilder()
                .withName(RESULT)
                .withMountPath(preparation.folder())
                .build();
    }

    static List<Volume> volumes(MoverTask.Preparation preparation) {
        return List.of(
                new VolumeBuilder()
                        .withName(RESULT)
                        .withEmptyDir(new EmptyDirVolumeSource("Memory", RESULT_MAX))
                        .build(),
                new VolumeBuilder()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build(),
                ServiceToken.volume());
    }
}
