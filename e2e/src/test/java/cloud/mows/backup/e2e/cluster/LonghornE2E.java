package cloud.mows.backup.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.e2e.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app whose volume is Longhorn's, in a cluster where no VolumeSnapshotClass takes snapshots of it. */
@ClusterTest
class LonghornE2E {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String APP = "photos";

    private final TestCluster cluster;
    private PlayedLonghorn longhorn;
    private Offsite offsite;

    @TempDir
    Path folder;

    LonghornE2E(TestCluster cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void install() throws Exception {
        OurController.install(cluster);
        longhorn = PlayedLonghorn.start(cluster);
        offsite = Offsite.start(cluster, folder);
    }

    @AfterEach
    void uninstall() throws Exception {
        // In this order: without a repository no new Backup is due.
        cluster.kubectl().succeed("delete", "repositories", "--all", "--timeout=60s");
        cluster.kubectl().succeed("delete", "backups", "--all", "--all-namespaces", "--timeout=120s");
        cluster.kubectl().succeed("delete", "namespace", APP, "--timeout=60s", "--ignore-not-found");
        offsite.close();
        longhorn.end();
        OurController.uninstall(cluster);
    }

    @Test
    void everyByteOfAVolumeOfLonghornIsInTheRepositoryAndNothingIsLeftInLonghorn() throws Exception {
        String volume = makeApp();
        offsite.makeRepository("");
        backUpTwice(volume);
    }

    /** @return the name of its volume in Longhorn */
    private String makeApp() throws Exception {
        cluster.kubectl().succeed("create", "namespace", APP);
        cluster.applyText(APP, PlayedLonghorn.fromLonghorn(TestCluster.resource("photos.yaml")));
        String volume = longhorn.serve(APP, "photos");
        cluster.await(APP, "pod/app", "condition=Ready", PATIENCE);
        return volume;
    }

    private void backUpTwice(String volume) throws Exception {
        // The newest snapshot of a volume stays with Longhorn until there is a newer one; it is looked at below.
        Leftovers leftovers = Leftovers.since(cluster, thing -> !thing.contains(PlayedLonghorn.AT));
        backUp("first");
        leftovers.untilThereAreNone();
        longhorn.untilOnlyVolumesOfClaimsAreLeft(1);
        Map<String, String> first = longhorn.untilOnlyNewestSnapshotsAreLeft();

        String id = OurController.backupStatus(cluster, APP, "first", "restorePoints[0].id")
                .succeed()
                .output();
        Path restored = folder.resolve("restored");
        offsite.mows().succeed("restore", id, "--target", restored.toString());
        Finished compared = cluster.inside("rsync")
                .succeed(
                        "-naiHAXc",
                        "--delete",
                        longhorn.content(volume) + "/album/",
                        restored + "/volumes/photos/album/");
        assertThat(compared.output()).as("differences").isEmpty();
        assertThat(offsite.restic().succeed("dump", id, "/ledger.jsonl").output())
                .contains("\"by\":\"longhorn\"", "\"failed\":0");
        assertThat(OurController.backupStatus(cluster, APP, "first", "parts[?(@.type==\"Volume\")].provider")
                        .succeed()
                        .output())
                .isEqualTo("Longhorn");

        backUp("second");
        leftovers.untilThereAreNone();
        longhorn.untilOnlyVolumesOfClaimsAreLeft(1);
        assertThat(longhorn.untilOnlyNewestSnapshotsAreLeft().get(volume)).isNotEqualTo(first.get(volume));
    }

    private void backUp(String name) throws Exception {
        OurController.backUp(cluster, APP, name);
        assertThat(OurController.untilBackupEnds(cluster, APP, name))
                .as(() -> OurController.backupStatus(cluster, APP, name, "").toString())
                .isEqualTo("Succeeded");
    }
}
