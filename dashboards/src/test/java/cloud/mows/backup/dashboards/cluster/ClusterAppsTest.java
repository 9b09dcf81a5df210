package cloud.mows.backup.dashboards.cluster;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static cloud.mows.backup.dashboards.cluster.PlayedCluster.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.backup.Backup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterAppsTest {
    private final PlayedCluster cluster = new PlayedCluster().app("photos", Duration.ofDays(100));
    private final ClusterApps apps = new ClusterApps(cluster.api, cluster.look(), () -> NOW);

    @Test
    void theCopyOutsideHasAnAgeOfItsOwn() {
        cluster.repository("disk", "/backup", READY)
                .repository("friend", "rest:https://friend.example.org/us/", READY)
                .backedUp("photos", Duration.ofHours(5), "disk")
                .backedUp("photos", Duration.ofHours(29), "disk", "friend");

        ClusterApp app = apps.get("photos");

        assertThat(app.lastRestorePoint()).isEqualTo(NOW.minus(Duration.ofHours(5)));
        assertThat(app.lastOffSite()).isEqualTo(NOW.minus(Duration.ofHours(29)));
        assertThat(app.offSite()).isTrue();
        assertThat(apps.get("kube-system").lastOffSite()).isNull();
        assertThat(apps.all()).allSatisfy(brief -> assertThat(brief.points()).isEmpty());
    }

    @Test
    void aBackupThatWasAskedForIsSeenAtOnce() {
        cluster.repository("disk", "/backup", READY);
        cluster.api.onCreate(object -> object.getMetadata().setCreationTimestamp(NOW.toString()));
        assertThat(apps.get("photos").backups()).isEmpty();

        String name = apps.backUp("photos").name();

        assertThat(cluster.api.all(Backup.class))
                .extracting(backup -> backup.getMetadata().getName())
                .contains(name);
        assertThat(apps.get("photos").backups())
                .extracting(ClusterBackup::name)
                .as("although somebody has looked in the same second")
                .containsExactly(name);
    }

    @Test
    void anAppThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> apps.get("nothing")).hasMessage("there is no app 'nothing'");
    }
}
