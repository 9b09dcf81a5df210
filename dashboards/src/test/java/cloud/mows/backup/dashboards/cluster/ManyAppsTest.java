package cloud.mows.backup.dashboards.cluster;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static cloud.mows.backup.dashboards.cluster.PlayedCluster.READY;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.cluster.activity.ActivityResource;
import cloud.mows.backup.dashboards.cluster.activity.ClusterActivity;
import cloud.mows.backup.dashboards.cluster.activity.RunSelection;
import cloud.mows.backup.dashboards.cluster.place.ClusterRepositories;
import cloud.mows.backup.dashboards.cluster.place.PlaceResource;
import cloud.mows.backup.dashboards.cluster.today.ClusterTodayResource;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 500 apps with 100 restore points each: what a screen asks for stays small. How long it takes is printed, and decides nothing. */
class ManyAppsTest {
    private static final Rights WHO = new OwnRights();
    private static final int APPS = 500;
    private static final int POINTS = 100;
    private static final int RUNS = 10;
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final PlayedCluster CLUSTER = new PlayedCluster();

    @BeforeAll
    static void grow() {
        CLUSTER.policy("{schedule: {cron: '0 2 * * *', jitterSeconds: 0}, repositories: [{name: disk}],"
                        + " copies: [{name: friend, retention: {daily: 30}}]}")
                .repository("disk", "/backup", READY)
                .repository("friend", "rest:https://friend.example.org/us/", READY);
        CLUSTER.many(APPS, POINTS, RUNS);
    }

    private final LatestLook latest = CLUSTER.look();
    private final ClusterApps apps = new ClusterApps(CLUSTER.api, latest, () -> NOW);

    private static int bytes(String what, Callable<Object> answer) throws Exception {
        int bytes = 0;
        for (int turn = 0; turn < 5; turn++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            bytes = json(answer.call()).length;
            System.out.println(what + ": " + bytes + " bytes in "
                    + Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began)
                            .toMillis() + " ms of CPU");
        }
        return bytes;
    }

    private static byte[] json(Object answer) throws JsonProcessingException {
        return JSON.writeValueAsBytes(answer);
    }

    @Test
    void answersStaySmall() throws Exception {
        bytes("a look", () -> {
            latest.forget();
            return latest.get().apps().size();
        });
        assertThat(bytes("all apps", () -> apps.all(WHO))).isLessThan(250_000);
        assertThat(bytes("an app", () -> apps.get(WHO, "app-77"))).isLessThan(10_000);
        assertThat(bytes("its restore points", () -> apps.points(WHO, "app-77", Optional.empty(), POINTS)))
                .isLessThan(30_000);
        ActivityResource activity = new ActivityResource(new ClusterActivity(CLUSTER.api, latest, "care"), WHO);
        assertThat(bytes("activity", () -> activity.runs(null, RunSelection.All, null, 50)))
                .isLessThan(30_000);
        assertThat(bytes("today", new ClusterTodayResource(latest, WHO)::today)).isLessThan(10_000);
        assertThat(bytes(
                        "places",
                        new PlaceResource(new ClusterRepositories(CLUSTER.api, latest, "care"), WHO)::repositories))
                .isLessThan(5_000);
    }
}
