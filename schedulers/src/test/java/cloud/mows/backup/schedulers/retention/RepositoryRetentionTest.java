package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RepositoryRetentionTest {
    private static final String GRANT = "{namespaces: [notes], repositories: [offsite], maxRetention: 9y}";

    private static World world() {
        return new World().namespace("notes").repository("offsite").cluster("{retention: {daily: 2}}");
    }

    private static Instant daysAgo(int days) {
        return World.NOW.minus(Duration.ofDays(days));
    }

    private static List<RestorePoint> fiveDays(String namespace) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of(namespace, daysAgo(day))
                        .objects("offsite")
                        .point())
                .toList();
    }

    private static List<RestorePoint> ofNotes() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of("notes", daysAgo(day))
                        .objects("offsite")
                        .by("notes")
                        .point())
                .toList();
    }

    private static List<RestorePoint> goes(World world, List<RestorePoint> backups) {
        return RepositoryRetention.goes(backups, FinishedBackup.CLUSTER, "offsite", world.decide(), World.NOW);
    }

    @Test
    void eachAppIsDecidedOnItsOwnAndTheWholeClusterToo() {
        List<RestorePoint> cluster = IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of("notes", daysAgo(day))
                        .objects("offsite")
                        .wholeCluster()
                        .point())
                .toList();
        World world = world().namespace("photos");
        List<RestorePoint> all = Stream.of(fiveDays("notes"), fiveDays("photos"), cluster)
                .flatMap(List::stream)
                .toList();
        assertThat(goes(world, all))
                .hasSize(9)
                .noneMatch(point -> Instant.parse(point.getMetadata().getCreationTimestamp())
                        .isAfter(daysAgo(3)));
    }

    @Test
    void anAppThatIsGoneFollowsWhatTheAdministratorSaysForAll() {
        assertThat(goes(world(), fiveDays("gone"))).hasSize(3);
    }

    @Test
    void theRestorePointsOfAnotherClusterAreNotOursToRemove() {
        assertThat(RepositoryRetention.goes(fiveDays("notes"), "another", "offsite", world().decide(), World.NOW))
                .isEmpty();
    }

    @Test
    void whatNoPolicyGovernsStays() {
        World excluded = new World()
                .namespace("notes")
                .repository("offsite")
                .cluster("{retention: {last: 1}, namespaces: [{action: Exclude, reason: not any more}]}");
        assertThat(goes(excluded, fiveDays("notes"))).isEmpty();
        World elsewhere =
                world().repository("usb-disk").cluster("{retention: {last: 1}, repositories: [{name: usb-disk}]}");
        assertThat(goes(elsewhere, fiveDays("notes"))).isEmpty();
    }

    @Test
    void aGrantThatIsWithdrawnRemovesNothing() {
        World world = world().policy("notes", "notes", "{retention: {daily: 4}}");
        assertThat(goes(world, ofNotes())).as("backups that the policy made").hasSize(1);
        assertThat(goes(world, fiveDays("notes")))
                .as("a request alone keeps nothing")
                .hasSize(3);
        assertThat(goes(world.grant("g", GRANT), ofNotes())).hasSize(1);
    }
}
