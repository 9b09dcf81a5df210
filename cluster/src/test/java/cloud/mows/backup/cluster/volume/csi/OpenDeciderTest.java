package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.Told;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OpenDeciderTest {
    private static final String READABLE =
            "done Readable[namespace=mows-backup, claim=NAME, mode=FILESYSTEM, consistency=SNAPSHOT, "
                    + "nodes=Optional.empty, warning=Optional.empty]";

    static List<Arguments> before() {
        return List.of(
                step(
                        "nothing was taken",
                        seen -> seen.taken = null,
                        "GONE the snapshot of claim photos/album does not exist any more"),
                step(
                        "the content is gone",
                        seen -> seen.original = null,
                        "GONE the snapshot of claim photos/album does not exist any more"),
                step(
                        "somebody else's snapshot",
                        seen -> Things.foreign(seen.taken),
                        "NOT_OURS VolumeSnapshot photos/NAME-t was not made for this backup"),
                step(
                        "a class that keeps",
                        seen -> Scene.kept(seen.original),
                        "the snapshot is made to go with us; patch VolumeSnapshotContent snapcontent-1 {spec={deletionPolicy=Delete}}"),
                step(
                        "not ready, with a handle",
                        seen -> seen.original.setStatus(
                                new VolumeSnapshotContent.Status("handle-1", 1L, 0L, false, null)),
                        "the storage is still working on the snapshot"),
                step(
                        "no handle",
                        seen -> seen.original.setStatus(null),
                        "the storage is still working on the snapshot"),
                step("an error", seen -> Scene.broken(seen.original, "full"), "the storage says: full"),
                step(
                        "taken",
                        seen -> {},
                        "the snapshot is made known in our namespace; create VolumeSnapshotContent NAME"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("before")
    void takesOneStepAfterTheOther(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {
            seen.content = null;
            seen.rebound = null;
            seen.claim = null;
            seen.volume = null;
        });
    }

    static List<Arguments> rebinding() {
        return List.of(
                step(
                        "another snapshot's content",
                        seen -> Scene.with(
                                seen.content,
                                "Retain",
                                new VolumeSnapshotContent.Source(null, "handle-2"),
                                Things.DRIVER),
                        "NOT_OURS VolumeSnapshotContent NAME was not made for this backup"),
                step(
                        "a content of ours",
                        seen -> seen.rebound = null,
                        "the snapshot is made known in our namespace; create VolumeSnapshot mows-backup/NAME"),
                step(
                        "a snapshot of ours",
                        seen -> seen.rebound.setStatus(null),
                        "the snapshot controller has not taken it up in our namespace"),
                step("its error", seen -> Scene.broken(seen.rebound, "full"), "the storage says: full"),
                step(
                        "an error of its content",
                        seen -> {
                            seen.rebound.setStatus(new VolumeSnapshot.Status(null, null, null));
                            Scene.broken(seen.content, "full");
                        },
                        "the storage says: full"),
                step(
                        "both",
                        seen -> {},
                        "a volume of the snapshot is asked for; create PersistentVolumeClaim mows-backup/NAME"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rebinding")
    void makesTheSnapshotKnownInOurNamespace(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {
            seen.claim = null;
            seen.volume = null;
        });
    }

    static List<Arguments> claiming() {
        return List.of(
                step("a claim", seen -> seen.claim = seen.unbound(), "the storage is making a volume of the snapshot"),
                step(
                        "a warning",
                        seen -> {
                            seen.claim = seen.unbound();
                            seen.warning = Optional.of("no disk left");
                        },
                        "the storage says: no disk left"),
                step(
                        "the snapshot gone too early",
                        seen -> {
                            seen.claim = seen.unbound();
                            seen.taken = null;
                        },
                        "GONE the snapshot of claim photos/album does not exist any more"),
                step(
                        "a volume that is gone",
                        seen -> seen.volume = null,
                        "GONE the volume of PersistentVolumeClaim mows-backup/NAME was deleted"),
                step(
                        "a volume that was free",
                        seen -> Scene.found(seen.volume),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not given a volume of the snapshot, but pvc-clone, which was free"),
                step(
                        "a volume of another claim",
                        seen -> seen.volume.getSpec().getClaimRef().setUid("other"),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not given a volume of the snapshot, but pvc-clone, which was free"),
                step(
                        "a volume of no claim",
                        seen -> seen.volume.getSpec().setClaimRef(null),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not given a volume of the snapshot, but pvc-clone, which was free"),
                step(
                        "a volume of no driver",
                        seen -> seen.volume.getSpec().setCsi(null),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not given a volume of the snapshot, but pvc-clone, which was free"),
                step(
                        "a volume that a person made",
                        seen -> seen.volume.getMetadata().setAnnotations(null),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not given a volume of the snapshot, but pvc-clone, which was free"),
                step(
                        "a class that keeps",
                        seen -> Scene.policy("Retain", seen.volume),
                        "the volume is made to go with its claim; patch PersistentVolume pvc-clone {spec={persistentVolumeReclaimPolicy=Delete}}"),
                step(
                        "half bound",
                        seen -> seen.claim.getStatus().setPhase("Pending"),
                        "the volume of the snapshot is not bound to its claim yet"),
                step(
                        "no status yet",
                        seen -> seen.claim.setStatus(null),
                        "the volume of the snapshot is not bound to its claim yet"),
                step("all", seen -> {}, READABLE),
                step("the app gone after that", seen -> seen.taken = null, READABLE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claiming")
    void waitsForAVolumeOfTheSnapshotAndForNoOther(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {});
    }

    @Test
    void whereTheStorageWaitsForThePodItIsToldWhereTheAppIs() {
        check(
                seen -> {
                    seen.claim = seen.unbound();
                    seen.wishes = Scene.WITH_A_POD;
                },
                READABLE.replace(
                        "Optional.empty, w",
                        "Optional["
                                + Things.localVolume()
                                        .getSpec()
                                        .getNodeAffinity()
                                        .getRequired() + "], w"),
                seen -> {});
    }

    static List<Arguments> spoilt() {
        return List.of(
                step(
                        "claim",
                        seen -> Things.foreign(seen.claim),
                        "NOT_OURS PersistentVolumeClaim mows-backup/NAME was not made for this backup"),
                step(
                        "content",
                        seen -> Things.foreign(seen.content),
                        "NOT_OURS VolumeSnapshotContent NAME was not made for this backup"),
                step(
                        "rebound",
                        seen -> Things.foreign(seen.rebound),
                        "NOT_OURS VolumeSnapshot mows-backup/NAME was not made for this backup"),
                step(
                        "claim",
                        seen -> Things.deleted(seen.claim),
                        "GONE PersistentVolumeClaim mows-backup/NAME was deleted by somebody else"),
                step(
                        "content",
                        seen -> Things.deleted(seen.content),
                        "GONE VolumeSnapshotContent NAME was deleted by somebody else"),
                step(
                        "rebound",
                        seen -> Things.deleted(seen.rebound),
                        "GONE VolumeSnapshot mows-backup/NAME was deleted by somebody else"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void usesNothingThatIsNotOursOrNotForLong(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {});
    }

    private static Arguments step(String name, Consumer<Scene> spoil, String told) {
        return Arguments.of(name, spoil, told);
    }

    private static void check(Consumer<Scene> spoil, String told, Consumer<Scene> stage) {
        Scene seen = new Scene();
        spoil.andThen(stage).accept(seen);
        assertThat(Told.of(new OpenDecider(Scene.SOURCE, Scene.CSI, Scene.COPY).decide(seen.toOpen())))
                .isEqualTo(told);
    }
}
