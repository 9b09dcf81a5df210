package cloud.mows.backup.dashboards.cluster.place;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static cloud.mows.backup.dashboards.cluster.PlayedCluster.READY;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.cluster.PlayedCluster;
import cloud.mows.backup.dashboards.cluster.place.PlaceCondition.Holds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterPlacesTest {
    private final PlayedCluster cluster = new PlayedCluster().app("photos", Duration.ofDays(100));

    private List<ClusterPlace> places() {
        return ClusterPlaces.of(cluster.look().get());
    }

    @Test
    void countsWhatLiesWhere() {
        cluster.repository("friend", "rest:https://friend.example.org/us/", READY)
                .repository("disk", "/backup", READY)
                .repository("empty", "s3:https://s3.example.org/b", new String[0])
                .backedUp("photos", Duration.ofHours(5), "disk", "friend")
                .backedUp("photos", Duration.ofHours(29), "disk");

        List<ClusterPlace> places = places();

        assertThat(places).extracting(ClusterPlace::name).containsExactly("disk", "empty", "friend");
        assertThat(places).extracting(ClusterPlace::restorePoints).containsExactly(3, 0, 1);
        assertThat(places).extracting(ClusterPlace::apps).containsExactly(2, 0, 1);
        assertThat(places).extracting(ClusterPlace::outside).containsExactly(false, true, true);
        assertThat(places.getFirst().newest()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(places.get(1).newest()).isNull();
        assertThat(places.get(1).ready()).as("nobody has tried it").isNull();
    }

    @Test
    void saysWhatStandsInTheStatus() {
        cluster.repository(
                "disk",
                "/backup",
                ", storedBytes: 4000, lastCheckTime: '2026-11-29T00:00:00Z', checkedPart: 3/20,"
                        + " nextPruneTime: '2026-12-06T00:00:00Z'",
                new String[] {
                    READY,
                    "{type: Checked, status: 'False', reason: Damaged, message: 'pack 9f3c', lastTransitionTime: '2026-11-29T00:00:00Z'}",
                    "{type: Copied, status: Unknown, reason: R, lastTransitionTime: '2026-11-28T00:00:00Z'}"
                });

        ClusterPlace place = places().getFirst();

        assertThat(place.bytes()).isEqualTo(4000);
        assertThat(place.checkedPart()).isEqualTo("3/20");
        assertThat(place.nextPrune()).isEqualTo(Instant.parse("2026-12-06T00:00:00Z"));
        assertThat(place.lastPrune()).isNull();
        assertThat(place.checked())
                .isEqualTo(new PlaceCondition(Holds.No, "pack 9f3c", Instant.parse("2026-11-29T00:00:00Z")));
        assertThat(place.copied()).extracting(PlaceCondition::holds).isEqualTo(Holds.Unknown);
        assertThat(place.pruned()).isNull();
    }
}
