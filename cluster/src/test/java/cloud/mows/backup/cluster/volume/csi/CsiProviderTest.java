package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.volume.ObservedCluster;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What it gathers; what it does with that, the deciders' tests tell. */
final class CsiProviderTest {
    private static final Instant NEVER = Instant.MAX;

    private static CsiProvider provider(ObservedCluster cluster) {
        return new CsiProvider(cluster, () -> Instant.EPOCH);
    }

    private static ObservedCluster cluster(Scene scene, HasMetadata... more) {
        return new ObservedCluster(Stream.concat(
                        Stream.of(scene.taken, scene.original, scene.content, scene.rebound, scene.claim, scene.volume),
                        Arrays.stream(more))
                .filter(Objects::nonNull)
                .toArray(HasMetadata[]::new));
    }

    private static Scene empty() {
        Scene scene = new Scene();
        scene.taken = null;
        scene.original = null;
        scene.content = null;
        scene.rebound = null;
        scene.claim = null;
        scene.volume = null;
        return scene;
    }

    @Test
    void makesOnlyWhatItTold() {
        assertThat(provider(new ObservedCluster()).makes(Scene.COPY))
                .extracting(made -> made.toString().replace(Scene.COPY.name(), "NAME"))
                .containsExactly(
                        "VolumeSnapshot photos/NAME-t",
                        "VolumeSnapshotContent NAME",
                        "VolumeSnapshot mows-backup/NAME",
                        "PersistentVolumeClaim mows-backup/NAME");
    }

    @Test
    void snapshotsWithTheClassOfTheClaim() {
        ObservedCluster cluster =
                cluster(empty(), Things.claim(), Things.storageClass(Map.of()), Classes.of("snap", Things.DRIVER));
        assertThat(provider(cluster).snapshot(Scene.SOURCE, Scene.COPY, NEVER)).isInstanceOf(Progress.Pending.class);
        assertThat(cluster.changes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Create.class,
                        create -> assertThat(((VolumeSnapshot) create.wanted())
                                        .getSpec()
                                        .volumeSnapshotClassName())
                                .isEqualTo("snap"));
    }

    @Test
    void aSnapshotThatIsThereIsNotTakenAgainAlsoWithoutItsClaim() {
        ObservedCluster cluster = cluster(new Scene());
        assertThat(provider(cluster).snapshot(Scene.SOURCE, Scene.COPY, NEVER)).isInstanceOf(Progress.Done.class);
        assertThat(cluster.changes).isEmpty();
    }

    @Test
    void withoutClaimAndSnapshotThereIsNothingToTake() {
        assertThat(provider(new ObservedCluster()).snapshot(Scene.SOURCE, Scene.COPY, NEVER))
                .isInstanceOf(Progress.Failed.class);
    }

    @Test
    void opensWhatIsThere() {
        assertThat(provider(cluster(new Scene())).open(Scene.SOURCE, Scene.COPY, NEVER))
                .isInstanceOf(Progress.Done.class);
        assertThat(provider(new ObservedCluster()).open(Scene.SOURCE, Scene.COPY, NEVER))
                .isInstanceOf(Progress.Failed.class);
    }

    @Test
    void tellsWhatTheStorageSaysAboutTheClaim() {
        Scene scene = new Scene();
        scene.claim = scene.unbound();
        scene.volume = null;
        ObservedCluster cluster = cluster(scene);
        cluster.warning = Optional.of("no disk left");
        assertThat(provider(cluster).open(Scene.SOURCE, Scene.COPY, NEVER))
                .isEqualTo(new Progress.Pending<>("the storage says: no disk left"));
    }

    @Test
    void aVolumeOfNoDriverIsTheCallersMistake() {
        VolumeSource place = VolumeSource.of(Things.claim(), Things.localVolume());
        assertThatThrownBy(() -> provider(new ObservedCluster()).open(place, Scene.COPY, NEVER))
                .hasMessage("claim photos/album has no volume of a CSI driver");
    }

    @Test
    void findsWhatControllersMadeUnderNamesOfTheirOwn() {
        Scene scene = empty();
        scene.volume = Scene.volume();
        scene.original = Scene.original();
        assertThat(provider(cluster(scene)).release(Scene.COPY))
                .isEqualTo(new Release.Pending(List.of("PersistentVolume pvc-clone")));
        scene.volume = null;
        assertThat(provider(cluster(scene)).release(Scene.COPY))
                .isEqualTo(new Release.Pending(List.of("VolumeSnapshotContent snapcontent-1")));
    }

    /** Each of these is of somebody else, however much it looks like ours. */
    @Test
    void leavesEverythingElseAlone() {
        PersistentVolume labelled = Scene.volume();
        labelled.getMetadata().setLabels(new HashMap<>(Scene.COPY.labels()));
        PersistentVolume unclaimed = Scene.volume();
        unclaimed.getSpec().setClaimRef(null);
        PersistentVolume elsewhere = Scene.volume();
        elsewhere.getSpec().getClaimRef().setNamespace("photos");
        PersistentVolume otherwise = Scene.volume();
        otherwise.getSpec().getClaimRef().setName("mows-other");
        VolumeSnapshotContent preprovisioned = Scene.with(
                Scene.original(), "Delete", new VolumeSnapshotContent.Source(null, "handle-1"), Things.DRIVER);
        ObservedCluster cluster = cluster(
                empty(),
                Things.claim(),
                Things.csiVolume(),
                labelled,
                unclaimed,
                elsewhere,
                otherwise,
                preprovisioned,
                of(Scene.original(), "elsewhere", Scene.COPY.appName()),
                of(Scene.original(), "photos", "mows-other-t"));
        assertThat(provider(cluster).release(Scene.COPY)).isEqualTo(new Release.Released());
        assertThat(cluster.changes).isEmpty();
    }

    private static VolumeSnapshotContent of(VolumeSnapshotContent content, String namespace, String name) {
        var spec = content.getSpec();
        content.setSpec(new VolumeSnapshotContent.Spec(
                spec.driver(),
                spec.deletionPolicy(),
                spec.source(),
                spec.sourceVolumeMode(),
                spec.volumeSnapshotClassName(),
                new VolumeSnapshotContent.Reference(null, null, namespace, name, null)));
        return content;
    }

    @Test
    void referencesNameTheKindAndThePlace() {
        assertThat(ResourceReference.to(VolumeSnapshot.class, "photos", "a"))
                .isEqualTo(new ResourceReference("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "photos", "a"));
    }
}
