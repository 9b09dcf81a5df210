package cloud.mows.backup.cluster.mover;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs as people see them, compared with files beside this class. */
class MoverJobTest {
    private static final MoverSettings SETTINGS = new MoverSettings("mows-backup", "registry.example/mows-backup:1");

    private static Repository repository(String spec) {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec:
                """ + spec.indent(2), Repository.class);
    }

    private static void isAsIn(String resource, MoverTask task) throws IOException {
        try (InputStream golden = Objects.requireNonNull(MoverJobTest.class.getResourceAsStream(resource), resource)) {
            Job made = MoverJob.of(task, SETTINGS);
            assertThat(made).as(Serialization.asYaml(made)).isEqualTo(Serialization.unmarshal(golden, Job.class));
        }
    }

    @Test
    void aVolumeIsReadByRootWithoutAnyRightInTheCluster() throws IOException {
        Repository offsite = repository("""
                address: s3:https://s3.example.org/backups/home
                password: {name: offsite, key: password}
                credentialsSecret: offsite-s3
                certificateAuthority: {name: offsite, key: ca.pem}
                limits: {uploadKiBPerSecond: 2048, downloadKiBPerSecond: 1}
                """);
        isAsIn(
                "volume-job.yaml",
                new MoverTask(
                        new MoverTask.Identity("b-1", "volume/album/offsite"),
                        List.of("backup", "/volumes/album"),
                        RepositoryAccess.to(offsite, 2),
                        List.of(new MoverTask.Input("copy", VolumeMode.FILESYSTEM, "/volumes/album")),
                        Optional.empty(),
                        Optional.empty(),
                        3600));
    }

    @Test
    void ofTwoRepositoriesEachKeepsItsOwnCredentials() {
        Repository disk = repository("""
                address: /home
                claimName: usb-disk
                password: {name: usb-disk, key: password}
                limits: {uploadKiBPerSecond: 1, downloadKiBPerSecond: 512}
                """);
        Repository offsite = repository("""
                address: s3:https://s3.example.org/backups/home
                password: {name: offsite, key: password}
                credentialsSecret: offsite-s3
                certificateAuthority: {name: offsite, key: ca.pem}
                limits: {uploadKiBPerSecond: 2048, downloadKiBPerSecond: 1}
                """);
        RepositoryAccess access = RepositoryAccess.copying(disk, offsite);
        assertThat(access.arguments()).containsExactly("--limit-upload=2048", "--limit-download=512");
        assertThat(access.env())
                .extracting(each -> each.getName() + "=" + each.getValue())
                .containsExactly(
                        "MOWS_BACKUP_FROM_REPOSITORY=/from-repository/home",
                        "MOWS_BACKUP_FROM_PASSWORD_FILE=/run/mows-backup/from-password/password",
                        "MOWS_BACKUP_REPOSITORY=s3:https://s3.example.org/backups/home",
                        "MOWS_BACKUP_PASSWORD_FILE=/run/mows-backup/password/password",
                        "MOWS_BACKUP_CACERT=/run/mows-backup/certificate-authority/certificate-authority");
        assertThat(access.envFrom())
                .singleElement()
                .satisfies(each -> assertThat(each.getPrefix()).isNull());
        assertThat(access.mounts())
                .extracting(each -> each.getName() + " " + each.getMountPath())
                .containsExactly(
                        "from-password /run/mows-backup/from-password",
                        "from-repository /from-repository",
                        "password /run/mows-backup/password",
                        "certificate-authority /run/mows-backup/certificate-authority");
        assertThat(access.isMounted()).isTrue();
        RepositoryAccess back = RepositoryAccess.copying(offsite, disk);
        assertThat(back.envFrom())
                .singleElement()
                .satisfies(each -> assertThat(each.getPrefix()).isEqualTo("MOWS_BACKUP_FROM_"));
        assertThat(back.env())
                .extracting(each -> each.getName())
                .contains("MOWS_BACKUP_FROM_CACERT")
                .doesNotContain("MOWS_BACKUP_CACERT");
    }

    @Test
    void whoReadsTheClusterDoesNotHaveTheRepositorysPassword() throws IOException {
        Repository disk = repository("""
                address: /home
                claimName: usb-disk
                password: {name: usb-disk, key: password}
                """);
        isAsIn(
                "objects-job.yaml",
                new MoverTask(
                        new MoverTask.Identity("b-1", "objects/usb-disk"),
                        List.of("backup", "--stdin-filename=/objects", "--tar-from-port=7465"),
                        RepositoryAccess.to(disk, 2),
                        List.of(),
                        Optional.of(new MoverTask.Feeder(
                                List.of("mover", "objects", "--to-port=7465"), "mows-backup-reader")),
                        Optional.empty(),
                        3600));
    }
}
