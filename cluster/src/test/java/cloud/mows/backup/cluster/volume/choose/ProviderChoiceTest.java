package cloud.mows.backup.cluster.volume.choose;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.csi.Classes;
import cloud.mows.backup.cluster.volume.csi.VolumeSnapshotClass;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProviderChoiceTest {
    private static final String ANNOTATION = "backup.k8s.mows.cloud/snapshot-class";
    private static final List<VolumeSnapshotClass> ONE = List.of(Classes.of("snap", Things.DRIVER));
    private static final Optional<ProviderName> BEST = Optional.empty();

    static List<Arguments> choices() {
        return List.of(
                Arguments.of(
                        "CSI with a class",
                        Things.csiVolume(),
                        ONE,
                        BEST,
                        "csi: driver disks.example takes snapshots by VolumeSnapshotClass snap"),
                Arguments.of(
                        "CSI, other drivers' classes do not count",
                        Things.csiVolume(),
                        List.of(Classes.of("other", "x.example"), ONE.getFirst()),
                        BEST,
                        "csi: driver disks.example takes snapshots by VolumeSnapshotClass snap"),
                Arguments.of(
                        "CSI, the default of several",
                        Things.csiVolume(),
                        List.of(Classes.of("a", Things.DRIVER), Classes.defaultOf("b", Things.DRIVER)),
                        BEST,
                        "csi: driver disks.example takes snapshots by VolumeSnapshotClass b"),
                Arguments.of(
                        "CSI without a class",
                        Things.csiVolume(),
                        List.of(),
                        BEST,
                        "NO_SNAPSHOT_CLASS: there is no VolumeSnapshotClass of driver disks.example"),
                Arguments.of(
                        "CSI with several and no default",
                        Things.csiVolume(),
                        List.of(Classes.of("b", Things.DRIVER), Classes.of("a", Things.DRIVER)),
                        BEST,
                        "NO_SNAPSHOT_CLASS: driver disks.example has several VolumeSnapshotClasses and none is the default:"
                                + " a, b"),
                Arguments.of(
                        "CSI with several defaults",
                        Things.csiVolume(),
                        List.of(Classes.defaultOf("b", Things.DRIVER), Classes.defaultOf("a", Things.DRIVER)),
                        BEST,
                        "NO_SNAPSHOT_CLASS: driver disks.example has several VolumeSnapshotClasses that are the default: a, b"),
                Arguments.of(
                        "CSI in place",
                        Things.csiVolume(),
                        ONE,
                        Optional.of(ProviderName.LIVE),
                        "NOT_READABLE: claim photos/album: a volume of driver disks.example cannot be read in place"),
                Arguments.of(
                        "hostPath",
                        Things.hostPathVolume(),
                        ONE,
                        BEST,
                        "weaker live: volumes of type hostPath have no snapshots"),
                Arguments.of(
                        "local",
                        Things.localVolume(),
                        ONE,
                        BEST,
                        "weaker live: volumes of type local have no snapshots"),
                Arguments.of(
                        "nfs", Things.nfsVolume(), ONE, BEST, "weaker live: volumes of type nfs have no snapshots"),
                Arguments.of(
                        "something else",
                        Things.iscsiVolume(),
                        ONE,
                        BEST,
                        "NOT_READABLE: claim photos/album: a volume of this kind cannot be read in place"),
                Arguments.of(
                        "snapshots of what has none",
                        Things.localVolume(),
                        ONE,
                        Optional.of(ProviderName.CSI),
                        "NOT_READABLE: claim photos/album has no volume of a CSI driver"),
                Arguments.of(
                        "a volume that is gone",
                        null,
                        ONE,
                        BEST,
                        "GONE: volume pvc-6a1c of claim photos/album does not exist any more"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("choices")
    void chooses(
            String name,
            @Nullable PersistentVolume volume,
            List<VolumeSnapshotClass> classes,
            Optional<ProviderName> wish,
            String chosen) {
        assertThat(told(ProviderChoice.choose(Things.claim(), volume, Things.storageClass(Map.of()), classes, wish)))
                .isEqualTo(chosen);
    }

    @Test
    void thereIsNothingToReadInAClaimThatNeverHadAVolume() {
        PersistentVolumeClaim claim = Things.claim();
        claim.getSpec().setVolumeName(null);
        assertThat(ProviderChoice.choose(claim, null, null, ONE, BEST))
                .isEqualTo(new ProviderChoice.Nothing("claim photos/album has no volume yet"));
    }

    @Test
    void theAnnotationOfTheClaimComesBeforeThatOfItsStorageClass() {
        List<VolumeSnapshotClass> several = List.of(
                Classes.defaultOf("a", Things.DRIVER), Classes.of("b", Things.DRIVER), Classes.of("c", Things.DRIVER));
        PersistentVolumeClaim claim = Things.claim();
        var storageClass = Things.storageClass(Map.of(ANNOTATION, "b"));
        assertThat(told(ProviderChoice.choose(claim, Things.csiVolume(), storageClass, several, BEST)))
                .endsWith("VolumeSnapshotClass b");
        claim.getMetadata().setAnnotations(Map.of(ANNOTATION, "c"));
        assertThat(told(ProviderChoice.choose(claim, Things.csiVolume(), storageClass, several, BEST)))
                .endsWith("VolumeSnapshotClass c");
        claim.getMetadata().setAnnotations(Map.of(ANNOTATION, "d"));
        assertThat(told(ProviderChoice.choose(claim, Things.csiVolume(), storageClass, several, BEST)))
                .isEqualTo("NO_SNAPSHOT_CLASS: there is no VolumeSnapshotClass d of driver disks.example");
    }

    @Test
    void nothingMakesVolumesOfSnapshotsWithoutAStorageClass() {
        assertThat(told(ProviderChoice.choose(Things.claim(), Things.csiVolume(), null, ONE, BEST)))
                .isEqualTo(
                        "NOT_READABLE: claim photos/album is of no StorageClass, which could make a volume of its snapshot");
    }

    private static PersistentVolume longhornVolume() {
        PersistentVolume volume = Things.csiVolume();
        volume.getSpec().getCsi().setDriver("driver.longhorn.io");
        return volume;
    }

    private static VolumeSnapshotClass ofType(String type) {
        VolumeSnapshotClass made = Classes.of("longhorn", "driver.longhorn.io");
        made.setParameters(Map.of("type", type));
        return made;
    }

    private static String longhorn(List<VolumeSnapshotClass> classes) {
        return told(
                ProviderChoice.choose(Things.claim(), longhornVolume(), Things.storageClass(Map.of()), classes, BEST));
    }

    /** A class of no type, or of type bak, copies to Longhorn's own backup target. */
    @Test
    void longhornIsAskedItselfWhereNoClassTakesItsSnapshots() {
        assertThat(longhorn(List.of())).startsWith("longhorn: no VolumeSnapshotClass takes Longhorn's snapshots");
        assertThat(longhorn(ONE)).startsWith("longhorn: ");
        assertThat(longhorn(List.of(ofType("bak")))).startsWith("longhorn: ");
        assertThat(longhorn(List.of(Classes.of("untyped", "driver.longhorn.io"))))
                .startsWith("longhorn: ");
        assertThat(longhorn(List.of(ofType("snap"))))
                .isEqualTo("csi: driver driver.longhorn.io takes snapshots by VolumeSnapshotClass longhorn");
        assertThat(told(ProviderChoice.choose(Things.claim(), longhornVolume(), null, List.of(), BEST)))
                .as("it needs no StorageClass")
                .startsWith("longhorn: ");
    }

    @Test
    void longhornsSnapshotsAreOfLonghornsVolumesOnly() {
        assertThat(told(ProviderChoice.choose(
                        Things.claim(), longhornVolume(), null, List.of(), Optional.of(ProviderName.LONGHORN))))
                .startsWith("longhorn: ");
        assertThat(told(ProviderChoice.choose(
                        Things.claim(), Things.csiVolume(), null, ONE, Optional.of(ProviderName.LONGHORN))))
                .isEqualTo("NOT_READABLE: claim photos/album has no volume of Longhorn");
    }

    private static String told(ProviderChoice choice) {
        return switch (choice) {
            case ProviderChoice.Use use ->
                (use.weaker() ? "weaker " : "") + use.provider().word() + ": " + use.why();
            case ProviderChoice.Nothing(String why) -> why;
            case ProviderChoice.None(var problem) -> problem.reason() + ": " + problem.message();
        };
    }
}
