package cloud.mows.backup.schedulers.points;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.EndedJob;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MirrorTest {
    private static final String BEFORE = "2026-11-26T10:00:00Z";
    private static final String BEGUN = "2026-11-26T11:00:00Z";
    private static final String SINCE = "2026-11-26T11:30:00Z";

    private final MemoryCluster cluster = new MemoryCluster();
    private final Mirror mirror = new Mirror(cluster, new MoverSettings("mows-backup", "image"));
    private final Repository repository = repository("offsite");

    MirrorTest() {
        cluster.onCreate(object -> object.getMetadata().setCreationTimestamp(object instanceof Job ? BEGUN : SINCE));
    }

    private static Repository repository(String name) {
        Repository repository =
                new World().repository(name).documents().repositories().getFirst();
        repository.getMetadata().setUid("uid-" + name);
        return repository;
    }

    private static String line(String clusterId, String app, String backup, String id) {
        return "{\"message_type\":\"restore_point\",\"cluster\":\"" + clusterId + "\",\"app\":\"" + app
                + "\",\"backup\":\"" + backup + "\",\"backup_name\":\"nightly\",\"time\":\"2026-11-26T03:00:00Z\","
                + "\"snapshot_id\":\"" + id.repeat(32) + "\",\"bytes\":7,\"captured\":5,\"excused\":2,\"failed\":1}\n";
    }

    private static String end(int count) {
        return "{\"message_type\":\"end\",\"restore_points\":" + count + "}\n";
    }

    private Mirror.Step list(Repository of, String printed) {
        assertThat(mirror.step(of)).isInstanceOf(Mirror.Step.Going.class);
        cluster.print("opening the repository\n" + printed);
        EndedJob.end(cluster, cluster.all(Job.class).getFirst(), 0, "", World.NOW);
        Mirror.Step step = mirror.step(of);
        assertThat(cluster.all(Job.class)).isEmpty();
        cluster.all(Pod.class).forEach(cluster::remove);
        return step;
    }

    private List<String> known() {
        return cluster.all(RestorePoint.class).stream()
                .map(point -> point.getSpec().cluster() + "/" + point.getSpec().app() + " "
                        + point.getSpec().copies().stream()
                                .map(SnapshotCopy::repository)
                                .toList())
                .toList();
    }

    private void madeBefore() {
        cluster.all(RestorePoint.class).stream()
                .map(HasMetadata::getMetadata)
                .forEach(metadata -> metadata.setCreationTimestamp(BEFORE));
    }

    @Test
    void everyRestorePointOfWhicheverClusterIsShown() {
        String printed = line("here", "photos", "b-1", "ab")
                + line("there", "photos", "b-2", "cd")
                + line("here", "_cluster", "b-3", "ef")
                + end(3);
        assertThat(list(repository, printed)).isInstanceOf(Mirror.Step.Done.class);
        assertThat(known())
                .containsExactly("here/photos [offsite]", "there/photos [offsite]", "here/_cluster [offsite]");
        RestorePoint first = cluster.all(RestorePoint.class).getFirst();
        assertThat(first.getSpec().ledger().failed()).isEqualTo(1);
        assertThat(first.getSpec().copies()).containsExactly(new SnapshotCopy("offsite", "ab".repeat(32)));
        madeBefore();
        list(repository, printed);
        assertThat(cluster.all(RestorePoint.class)).hasSize(3);
    }

    @Test
    void itsJobGoesWithTheRepository() {
        mirror.step(repository);
        assertThat(cluster.all(Job.class).getFirst().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid-offsite"));
        mirror.stop(repository);
        assertThat(cluster.all(Job.class)).isEmpty();
    }

    @Test
    void copiesOfOneAreOneRestorePoint() {
        list(repository, line("here", "photos", "b-1", "ab") + end(1));
        list(repository("usb-disk"), line("here", "photos", "b-1", "cd") + end(1));
        assertThat(known()).containsExactly("here/photos [offsite, usb-disk]");
        madeBefore();
        list(repository, end(0));
        assertThat(known()).containsExactly("here/photos [usb-disk]");
        list(repository("usb-disk"), end(0));
        assertThat(known()).isEmpty();
    }

    @Test
    void whatWasMadeWhileTheListWasIsNotMissedInIt() {
        list(repository, line("here", "photos", "b-1", "ab") + end(1));
        list(repository, end(0));
        assertThat(known()).hasSize(1);
    }

    @Test
    void aListThatIsNotWholeChangesNothing() {
        list(repository, line("here", "photos", "b-1", "ab") + end(1));
        madeBefore();
        for (String cut : List.of("", line("here", "photos", "b-1", "ab"), line("x", "y", "b-1", "ab") + end(2))) {
            assertThat(list(repository, cut)).isInstanceOf(Mirror.Step.Failed.class);
            assertThat(known()).containsExactly("here/photos [offsite]");
        }
    }

    @Test
    void whatCannotBeOneIsPassedOver() {
        list(
                repository,
                line("here", "../photos", "b-1", "ab")
                        + line("here", "photos", "", "ab")
                        + line("here", "photos", "b-2", "zz")
                        + line("here", "good", "b-3", "ab")
                        + end(4));
        assertThat(known()).containsExactly("here/good [offsite]");
    }
}
