package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/** The container beside the mover of a Job that sends it what it saves. */
final class MoverFeeder {
    static final String CONTAINER = "feeder";

    private static final String TEMPORARY = "scratch";

    private MoverFeeder() {}

    static Container container(MoverTask.Feeder feeder, String image) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withArgs(feeder.command())
                .withEnv(new EnvVar("TMPDIR", "/tmp", null))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withResources(MoverJob.RESOURCES)
                .withSecurityContext(MoverJob.security(false))
                .withVolumeMounts(
                        ServiceToken.mount(),
                        new VolumeMountBuilder()
                                .withName(TEMPORARY)
                                .withMountPath("/tmp")
                                .build())
                .build();
    }

    static List<Volume> volumes() {
        return List.of(
                new VolumeBuilder()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build(),
                ServiceToken.volume());
    }
}
