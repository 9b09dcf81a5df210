package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.Told;
import cloud.mows.backup.cluster.volume.VolumeProblem;
import cloud.mows.backup.cluster.volume.VolumeProblem.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SnapshotDeciderTest {
    private static final SnapshotClassChoice SNAP = new SnapshotClassChoice.Chosen("snap");

    @Test
    void asksForASnapshot() {
        assertThat(begun(Things.claim(), SNAP))
                .isEqualTo("the storage is asked for a snapshot; create VolumeSnapshot photos/NAME-t");
    }

    @Test
    void doesNotAskInVain() {
        PersistentVolumeClaim another = Things.claim();
        another.getMetadata().setUid("other");
        assertThat(begun(another, SNAP)).isEqualTo("GONE claim photos/album does not exist any more");
        assertThat(Told.of(SnapshotDecider.gone(Scene.SOURCE)))
                .isEqualTo("GONE claim photos/album does not exist any more");
        assertThat(begun(Things.deleted(Things.claim()), SNAP))
                .isEqualTo("GONE claim photos/album is being deleted, which ends when no pod uses it any more");
        assertThat(begun(
                        Things.claim(),
                        new SnapshotClassChoice.Unclear(new VolumeProblem(Reason.NO_SNAPSHOT_CLASS, "which?", ""))))
                .isEqualTo("NO_SNAPSHOT_CLASS which?");
    }

    private static String begun(PersistentVolumeClaim claim, SnapshotClassChoice choice) {
        return Told.of(SnapshotDecider.begin(Scene.SOURCE, Scene.COPY, claim, choice));
    }

    static List<Arguments> states() {
        VolumeSnapshotContent.Source volume = new VolumeSnapshotContent.Source("vol-1", null);
        return List.of(
                Arguments.of(
                        "not seen by anybody",
                        edit(seen -> seen.original = null),
                        "the snapshot controller has not taken it up"),
                Arguments.of(
                        "refused",
                        edit(seen -> {
                            seen.original = null;
                            Scene.broken(seen.taken, "no such class");
                        }),
                        "the storage says: no such class"),
                Arguments.of(
                        "under way", edit(seen -> seen.original.setStatus(null)), "the storage is taking the snapshot"),
                Arguments.of(
                        "under way, without a moment",
                        edit(seen ->
                                seen.original.setStatus(new VolumeSnapshotContent.Status("h", null, null, null, null))),
                        "the storage is taking the snapshot"),
                Arguments.of("failing", edit(seen -> Scene.broken(seen.original, "full")), "the storage says: full"),
                Arguments.of(
                        "taken, though not ready, since the app need not wait for that",
                        edit(seen -> seen.original.setStatus(
                                new VolumeSnapshotContent.Status("h", 2_500_000_000L, null, false, null))),
                        "done Taken[moment=1970-01-01T00:00:02.500Z, restoreBytes=0]"),
                Arguments.of(
                        "ready", edit(seen -> {}), "done Taken[moment=1970-01-01T00:00:01Z, restoreBytes=1073741824]"),
                Arguments.of(
                        "foreign",
                        edit(seen -> Things.foreign(seen.taken)),
                        "NOT_OURS VolumeSnapshot photos/NAME-t was not made for this backup"),
                Arguments.of(
                        "of another claim",
                        edit(seen -> seen.taken.setSpec(
                                new VolumeSnapshot.Spec("snap", new VolumeSnapshot.Source("other", null)))),
                        "NOT_OURS VolumeSnapshot photos/NAME-t was not made for this backup"),
                Arguments.of(
                        "going",
                        edit(seen -> Things.deleted(seen.taken)),
                        "GONE VolumeSnapshot photos/NAME-t was deleted by somebody else"),
                Arguments.of(
                        "of a snapshot of that name that is gone",
                        edit(seen -> seen.taken.getMetadata().setUid("new")),
                        "NOT_OURS VolumeSnapshotContent snapcontent-1 was not made for this backup"),
                Arguments.of(
                        "of another driver",
                        edit(seen -> Scene.with(seen.original, "Delete", volume, "x.example")),
                        "NOT_OURS VolumeSnapshotContent snapcontent-1 was not made for this backup"),
                Arguments.of(
                        "of another volume",
                        edit(seen -> Scene.with(
                                seen.original,
                                "Delete",
                                new VolumeSnapshotContent.Source("vol-9", null),
                                Things.DRIVER)),
                        "NOT_OURS VolumeSnapshotContent snapcontent-1 was not made for this backup"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void holdsTheAppNoLongerThanTheStorageNeeds(String name, Consumer<Scene> spoil, String told) {
        Scene seen = new Scene();
        spoil.accept(seen);
        assertThat(Told.of(SnapshotDecider.proceed(Scene.SOURCE, Scene.CSI, Scene.COPY, seen.taken, seen.original)))
                .isEqualTo(told);
    }

    private static Consumer<Scene> edit(Consumer<Scene> spoil) {
        return spoil;
    }
}
