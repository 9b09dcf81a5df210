package cloud.mows.backup.dashboards.cluster;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static cloud.mows.backup.dashboards.cluster.PlayedCluster.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterAppsTest {
    private static final Rights WHO = new OwnRights();
    private final PlayedCluster cluster = new PlayedCluster().app("photos", Duration.ofDays(100));
    private final ClusterApps apps = new ClusterApps(cluster.api, cluster.look(), () -> NOW);

    @Test
    void theCopyOutsideHasAnAgeOfItsOwn() {
        cluster.repository("disk", "/backup", READY)
                .repository("friend", "rest:https://friend.example.org/us/", READY)
                .backedUp("photos", Duration.ofHours(5), "disk")
                .backedUp("photos", Duration.ofHours(29), "disk", "friend");

        ClusterApp app = apps.get(WHO, "photos");

        assertThat(app.lastRestorePoint()).isEqualTo(NOW.minus(Duration.ofHours(5)));
        assertThat(app.lastOffSite()).isEqualTo(NOW.minus(Duration.ofHours(29)));
        assertThat(app.offSite()).isTrue();
        assertThat(apps.get(WHO, "kube-system").lastOffSite()).isNull();
        assertThat(app.restorePoints()).isEqualTo(2);
    }

    @Test
    void aBackupThatWasAskedForIsSeenAtOnce() {
        cluster.repository("disk", "/backup", READY);
        cluster.api.onCreate(object -> object.getMetadata().setCreationTimestamp(NOW.toString()));
        assertThat(apps.get(WHO, "photos").backups()).isEmpty();

        String name = apps.backUp(WHO, "photos").name();

        assertThat(cluster.api.all(Backup.class))
                .extracting(backup -> backup.getMetadata().getName())
                .contains(name);
        assertThat(apps.get(WHO, "photos").backups())
                .extracting(ClusterBackup::name)
                .as("although somebody has looked in the same second")
                .containsExactly(name);
    }

    @Test
    void restorePointsComeInPages() {
        for (int hour = 0; hour < 45; hour++) {
            cluster.backedUp("photos", Duration.ofHours(hour), "disk");
        }
        List<ClusterPoint> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            ClusterPoints page = apps.points(WHO, "photos", after, 20);
            all.addAll(page.points());
            after = Optional.ofNullable(page.next());
        } while (after.isPresent());

        assertThat(all).hasSize(45).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo(Comparator.comparing(ClusterPoint::time).reversed());
        assertThat(apps.point(WHO, "photos", all.getLast().name())).isEqualTo(all.getLast());
        assertThatThrownBy(() -> apps.points(WHO, "photos", Optional.of("yesterday"), 20))
                .hasMessage("'yesterday' is not where a page ended");
        assertThatThrownBy(() -> apps.point(WHO, "photos", "nothing"))
                .hasMessage("app 'photos' has no restore point 'nothing'");
    }

    @Test
    void anAppThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> apps.get(WHO, "nothing")).hasMessage("there is no app 'nothing'");
        assertThatThrownBy(() -> apps.points(WHO, "nothing", Optional.empty(), 20))
                .hasMessage("there is no app 'nothing'");
    }
}
