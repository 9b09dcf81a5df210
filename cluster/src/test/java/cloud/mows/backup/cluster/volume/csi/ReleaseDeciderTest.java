package cloud.mows.backup.cluster.volume.csi;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.Told;
import io.fabric8.kubernetes.api.model.PersistentVolumeStatus;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReleaseDeciderTest {
    private static final String CLAIM = "PersistentVolumeClaim mows-backup/NAME";
    private static final String VOLUME = "PersistentVolume pvc-clone";
    private static final String REBOUND = "VolumeSnapshot mows-backup/NAME";
    private static final String CONTENT = "VolumeSnapshotContent NAME";
    private static final String TAKEN = "VolumeSnapshot photos/NAME-t";
    private static final String ORIGINAL = "VolumeSnapshotContent snapcontent-1";
    private static final String IS_GONE =
            " {metadata={annotations={snapshot.storage.kubernetes.io/volumesnapshot-being-deleted=yes}}}";
    private static final String DELETE_VOLUME = " {spec={persistentVolumeReclaimPolicy=Delete}}";
    private static final String KEEP_VOLUME = " {spec={persistentVolumeReclaimPolicy=Retain}}";

    static List<Arguments> claims() {
        return List.of(
                step("a bound claim", seen -> {}, "left " + VOLUME + " and " + CLAIM + "; delete " + CLAIM),
                step(
                        "in use",
                        seen -> Things.deleted(seen.claim),
                        "left " + VOLUME + " and " + CLAIM + ": a pod may still mount it"),
                step(
                        "a class that keeps: first its volume is told to go",
                        seen -> Scene.policy("Retain", seen.volume),
                        "left " + VOLUME + " and " + CLAIM + "; patch " + VOLUME + DELETE_VOLUME),
                step(
                        "a volume without a word",
                        seen -> {
                            seen.volume.setStatus(new PersistentVolumeStatus());
                            seen.volume.getStatus().setMessage("");
                        },
                        "left " + VOLUME + " and " + CLAIM + "; delete " + CLAIM),
                step("no volume yet", seen -> seen.volume = null, "left " + CLAIM + "; delete " + CLAIM),
                step(
                        "a volume that was free must not go with the claim",
                        seen -> Scene.found(seen.volume),
                        "left " + CLAIM + "; patch " + VOLUME + KEEP_VOLUME),
                step(
                        "a volume that was free and stays",
                        seen -> Scene.policy("Retain", Scene.found(seen.volume)),
                        "left " + CLAIM + "; delete " + CLAIM),
                step(
                        "a volume without its claim",
                        seen -> {
                            seen.claim = null;
                            seen.volume.setStatus(new PersistentVolumeStatus());
                            seen.volume.getStatus().setMessage("try later");
                        },
                        "left " + VOLUME + ": try later"),
                step(
                        "a volume that is kept without its claim",
                        seen -> {
                            seen.claim = null;
                            Scene.policy("Retain", seen.volume);
                        },
                        "left " + VOLUME + "; patch " + VOLUME + DELETE_VOLUME),
                step(
                        "somebody else's claim keeps its volume",
                        seen -> {
                            Things.foreign(seen.claim);
                            Scene.policy("Retain", seen.volume);
                        },
                        "left " + REBOUND + "; delete " + REBOUND),
                step(
                        "a found volume that the claim left behind",
                        seen -> {
                            seen.claim = null;
                            Scene.found(seen.volume);
                        },
                        "left " + REBOUND + "; delete " + REBOUND));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void firstTheClaimAndItsVolume(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {});
    }

    static List<Arguments> rebounds() {
        return List.of(
                step("ours", seen -> {}, "left " + REBOUND + "; delete " + REBOUND),
                step("going", seen -> Things.deleted(Scene.broken(seen.rebound, "full")), "left " + REBOUND + ": full"),
                step(
                        "somebody else's",
                        seen -> Things.foreign(seen.rebound),
                        "left " + CONTENT + "; patch " + CONTENT + IS_GONE),
                step("none", seen -> seen.rebound = null, "left " + CONTENT + "; patch " + CONTENT + IS_GONE),
                step(
                        "none, as its content knows",
                        seen -> {
                            seen.rebound = null;
                            Scene.told(seen.content);
                        },
                        "left " + CONTENT + "; delete " + CONTENT),
                step(
                        "its content is going",
                        seen -> {
                            seen.rebound = null;
                            Things.deleted(Scene.broken(Scene.told(seen.content), "full"));
                        },
                        "left " + CONTENT + ": full"),
                step(
                        "its content is somebody else's",
                        seen -> {
                            seen.rebound = null;
                            Things.foreign(seen.content);
                        },
                        "left " + ORIGINAL + " and " + TAKEN + "; delete " + TAKEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rebounds")
    void thenOurSnapshotAndThenItsContent(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {
            seen.claim = null;
            seen.volume = null;
        });
    }

    static List<Arguments> taken() {
        return List.of(
                step("taken", seen -> {}, "left " + ORIGINAL + " and " + TAKEN + "; delete " + TAKEN),
                step("not taken yet", seen -> seen.original = null, "left " + TAKEN + "; delete " + TAKEN),
                step(
                        "a class that keeps",
                        seen -> Scene.kept(seen.original),
                        "left " + ORIGINAL + " and " + TAKEN + "; patch " + ORIGINAL
                                + " {spec={deletionPolicy=Delete}}"),
                step(
                        "going",
                        seen -> {
                            Things.deleted(seen.taken);
                            Scene.broken(seen.original, "try later");
                        },
                        "left " + ORIGINAL + ": try later and " + TAKEN),
                step(
                        "a content without its snapshot",
                        seen -> seen.taken = null,
                        "left " + ORIGINAL + "; patch " + ORIGINAL + IS_GONE),
                step(
                        "a content that knows",
                        seen -> {
                            seen.taken = null;
                            Scene.told(seen.original);
                        },
                        "left " + ORIGINAL + "; delete " + ORIGINAL),
                step("somebody else's snapshot keeps its content", seen -> Things.foreign(seen.taken), "released"),
                step(
                        "nothing",
                        seen -> {
                            seen.taken = null;
                            seen.original = null;
                        },
                        "released"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void lastTheSnapshotOfTheStorage(String name, Consumer<Scene> spoil, String told) {
        check(spoil, told, seen -> {
            seen.claim = null;
            seen.volume = null;
            seen.rebound = null;
            seen.content = null;
        });
    }

    private static Arguments step(String name, Consumer<Scene> spoil, String told) {
        return Arguments.of(name, spoil, told);
    }

    private static void check(Consumer<Scene> spoil, String told, Consumer<Scene> stage) {
        Scene seen = new Scene();
        spoil.andThen(stage).accept(seen);
        assertThat(Told.of(ReleaseDecider.decide(Scene.COPY, seen.toRelease()))).isEqualTo(told);
    }
}
