package cloud.mows.backup.cluster.mover;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/** The token of a pod's service account, mounted by hand, because the kubelet would mount it into every container. */
final class ServiceToken {
    private static final String NAME = "token";
    private static final long SECONDS = 3600;

    private ServiceToken() {}

    static VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(NAME)
                .withMountPath("/var/run/secrets/kubernetes.io/serviceaccount")
                .withReadOnly(true)
                .build();
    }

    static Volume volume() {
        return new VolumeBuilder()
                .withName(NAME)
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken(null, SECONDS, "token")
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
                .build();
    }
}
