package cloud.mows.backup.cluster.mover;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RestoreJobTest {
    private static final MoverSettings SETTINGS = new MoverSettings("mows-backup", "image:1");
    private static final MoverTask.Identity IDENTITY = new MoverTask.Identity("r-1", "plan");
    private static final RepositoryAccess ACCESS =
            RepositoryAccess.to(Serialization.unmarshal("""
                    apiVersion: backup.k8s.mows.cloud/v1alpha1
                    kind: Repository
                    metadata: {name: offsite}
                    spec: {address: "s3:https://host/bucket/x", credentialsSecret: keys, password: {name: p, key: password}}
                    """, Repository.class), 1);

    private static Job intoCluster() {
        return RestoreJob.of(
                new RestoreTask.IntoCluster(
                        IDENTITY,
                        List.of("restore", "ab"),
                        ACCESS,
                        60,
                        new OwnerReferenceBuilder().withName("back").build(),
                        "/restored",
                        "mows-backup-restorer",
                        List.of("mover", "restore-objects")),
                SETTINGS);
    }

    private static List<String> mounts(Container container) {
        return container.getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
    }

    /** Who may make any object of the cluster knows no key, and who knows the key has no rights. */
    @Test
    void theKeyAndTheTokenAreNeverInOneContainer() {
        PodSpec pod = intoCluster().getSpec().getTemplate().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        Container reader = pod.getInitContainers().getFirst();
        assertThat(mounts(reader))
                .contains("/run/mows-backup/password")
                .noneMatch(path -> path.contains("serviceaccount"));
        assertThat(reader.getEnvFrom()).hasSize(1);
        Container restorer = pod.getContainers().getFirst();
        assertThat(mounts(restorer))
                .contains("/var/run/secrets/kubernetes.io/serviceaccount", "/restored")
                .noneMatch(path -> path.contains("password"));
        assertThat(restorer.getEnvFrom()).isEmpty();
        assertThat(restorer.getArgs()).containsExactly("mover", "restore-objects");
    }

    @Test
    void aVolumeIsFilledWithoutAnyRightInTheCluster() {
        PodSpec pod = intoVolume(VolumeMode.FILESYSTEM);
        assertThat(pod.getServiceAccountName()).isNull();
        Container mover = pod.getContainers().getFirst();
        assertThat(mounts(mover)).contains("/volume").noneMatch(path -> path.contains("serviceaccount"));
        assertThat(mover.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(mover.getSecurityContext().getCapabilities().getAdd())
                .as("what owners, devices and capabilities of files need, all of the baseline")
                .containsExactly("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "MKNOD", "SETFCAP");
    }

    @Test
    void aBlockDeviceIsNotMounted() {
        Container mover = intoVolume(VolumeMode.BLOCK).getContainers().getFirst();
        assertThat(mover.getVolumeDevices())
                .singleElement()
                .satisfies(device -> assertThat(device.getDevicePath()).isEqualTo("/volume"));
        assertThat(mounts(mover)).doesNotContain("/volume");
    }

    private static PodSpec intoVolume(VolumeMode mode) {
        return RestoreJob.of(
                        new RestoreTask.IntoVolume(
                                IDENTITY,
                                List.of("restore", "ab:/volumes/files"),
                                ACCESS,
                                60,
                                new OwnerReferenceBuilder().withName("back").build(),
                                "mows-claim",
                                mode,
                                "/volume"),
                        SETTINGS)
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    @Test
    void whatTheFirstContainerFailedWithIsTold() {
        Job job = intoCluster();
        job.setStatus(new JobStatusBuilder()
                .withConditions(new JobConditionBuilder()
                        .withType("Failed")
                        .withStatus("True")
                        .build())
                .build());
        MoverState state = MoverDecider.follow(
                IDENTITY,
                "mows-backup",
                job,
                List.of(new PodBuilder()
                        .withNewMetadata()
                        .withName("p")
                        .endMetadata()
                        .withNewStatus()
                        .addNewInitContainerStatus()
                        .withName("extract")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withMessage("the snapshot is gone")
                        .endTerminated()
                        .endState()
                        .endInitContainerStatus()
                        .addNewContainerStatus()
                        .withName("mover")
                        .withNewState()
                        .withNewWaiting()
                        .withReason("PodInitializing")
                        .endWaiting()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build()),
                _ -> Optional.empty());
        assertThat(state)
                .isInstanceOfSatisfying(
                        MoverState.Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo("the snapshot is gone"));
    }
}
