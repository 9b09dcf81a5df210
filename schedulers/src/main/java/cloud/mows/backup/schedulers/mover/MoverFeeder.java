package cloud.mows.backup.schedulers.mover;

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

    private static final String TOKEN = "token";
    private static final String TEMPORARY = "scratch";
    private static final long TOKEN_SECONDS = 3600;

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
                        new VolumeMountBuilder()
                                .withName(TOKEN)
                                .withMountPath("/var/run/secrets/kubernetes.io/serviceaccount")
                                .withReadOnly(true)
                                .build(),
                        new VolumeMountBuilder()
                                .withName(TEMPORARY)
                                .withMountPath("/tmp")
                                .build())
                .build();
    }

    /** The token is mounted by hand, because the kubelet would mount it into the mover, too. */
    static List<Volume> volumes() {
        return List.of(
                new VolumeBuilder()
                        .withName(TEMPORARY)
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build(),
                new VolumeBuilder()
                        .withName(TOKEN)
                        .withNewProjected()
                        .addNewSource()
                        .withNewServiceAccountToken(null, TOKEN_SECONDS, "token")
                        .endSource()
                        .addNewSource()
                        .withNewConfigMap()
                        .withName("kube-root-ca.crt")
                        .addNewItem("ca.crt", null, "ca.crt")
                        .endConfigMap()
                        .endSource()
                        .addNewSource()
                        .withNewDownwardAPI()
                        .addNewItem()
                        .withPath("namespace")
                        .withNewFieldRef(null, "metadata.namespace")
                        .endItem()
                        .endDownwardAPI()
                        .endSource()
                        .endProjected()
                        .build());
    }
}
