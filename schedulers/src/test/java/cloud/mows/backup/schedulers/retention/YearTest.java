package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.Governance;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a year of nights leaves in the cluster's own store, with the retention that nobody has to set. */
final class YearTest {
    private static final int APPS = 100;
    private static final int NIGHTS = 365;

    /** Of last, daily, weekly and monthly, which mostly are the same ones. */
    private static final int POINTS_OF_APP_MAX = 3 + 7 + 5 + 12;

    @Test
    void aHundredAppsStaySmall() {
        World world = new World().repository("offsite").cluster("{}");
        for (int app = 0; app < APPS; app++) {
            world.namespace("app-" + app);
        }
        Governance governance = world.decide();
        List<RestorePoint> points = new ArrayList<>();
        for (int night = 0; night < NIGHTS; night++) {
            Instant moment = World.NOW.plus(Duration.ofDays(night));
            for (int app = 0; app < APPS; app++) {
                points.add(FinishedBackup.of("app-" + app, moment)
                        .objects("offsite")
                        .point());
            }
            points.removeAll(RepositoryRetention.goes(
                    points, FinishedBackup.CLUSTER, "offsite", governance, moment.plus(Duration.ofHours(12))));
        }
        assertThat(points).hasSizeBetween(APPS * 15, APPS * POINTS_OF_APP_MAX);
        KubernetesSerialization json = new KubernetesSerialization();
        long bytes = points.stream()
                .mapToLong(point -> json.asJson(point).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        System.out.println(
                "restore points of " + APPS + " apps after a year: " + points.size() + " of " + bytes + " bytes");
        assertThat(bytes).as("etcd takes 2 GiB by default").isLessThan(4L << 20);
    }
}
