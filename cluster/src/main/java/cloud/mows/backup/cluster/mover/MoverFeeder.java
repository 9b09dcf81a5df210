package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;

/** The container beside the mover of a Job that sends it what it saves. */
final class MoverFeeder {
    static final String CONTAINER = "feeder";

    private static final String SCRATCH = "scratch";

    private MoverFeeder() {}

    static Container container(MoverTask.Feeder feeder, String image) {
        return MoverPod.container(CONTAINER, image)
                .withArgs(feeder.command())
                .withEnv(new EnvVar("TMPDIR", MoverPod.TEMPORARY, null))
                .withSecurityContext(MoverPod.security(false))
                .withVolumeMounts(ServiceToken.mount(), MoverPod.mount(SCRATCH, MoverPod.TEMPORARY))
                .build();
    }

    static List<Volume> volumes() {
        return List.of(MoverPod.emptyVolume(SCRATCH), ServiceToken.volume());
    }
}
