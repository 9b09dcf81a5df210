package cloud.mows.backup.cluster.mover;

import cloud.mows.backup.cluster.volume.VolumeMode;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeDevice;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;

/** The Job of a task. */
final class MoverJob {
    private MoverJob() {}

    static Job of(MoverTask task, MoverSettings settings) {
        return MoverPod.job(
                task.identity(),
                task.deadlineSeconds(),
                task.goesWith().stream().toList(),
                settings.namespace(),
                MoverPod.spec()
                        .withServiceAccountName(task.feeder()
                                .map(MoverTask.Feeder::serviceAccount)
                                .orElse(null))
                        .withAffinity(affinity(task))
                        .withContainers(containers(task, settings.image()))
                        .withVolumes(volumes(task))
                        .build());
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
        List<Container> containers =
                new ArrayList<>(List.of(MoverPod.container(MoverPod.CONTAINER, image, task.command(), task.repository())
                        // The volume is mounted read-only all the same. On a disk that holds a repository all files
                        // belong to one
                        // user, and so to root.
                        .withSecurityContext(MoverPod.security(
                                !task.inputs().isEmpty() || task.repository().isMounted()))
                        .withVolumeMounts(mounts(task))
                        .withVolumeDevices(devices(task))
                        .build()));
        task.feeder().map(feeder -> MoverFeeder.container(feeder, image)).ifPresent(containers::add);
        return containers;
    }

    private static List<Volume> volumes(MoverTask task) {
        List<Volume> volumes = MoverPod.volumes(task.repository());
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
        List<VolumeMount> mounts = MoverPod.mounts(task.repository());
        for (int i = 0; i < task.inputs().size(); i++) {
            if (task.inputs().get(i).mode() == VolumeMode.FILESYSTEM) {
                mounts.add(new VolumeMountBuilder()
                        .withName(inputName(i))
                        .withMountPath(task.inputs().get(i).path())
                        .withReadOnly(true)
                        .build());
            }
        }
        return mounts;
    }

    private static List<VolumeDevice> devices(MoverTask task) {
        List<VolumeDevice> devices = new ArrayList<>();
        for (int i = 0; i < task.inputs().size(); i++) {
            if (task.inputs().get(i).mode() == VolumeMode.BLOCK) {
                devices.add(MoverPod.device(inputName(i), task.inputs().get(i).path()));
            }
        }
        return devices;
    }

    private static String inputName(int index) {
        return "input-" + index;
    }
}
