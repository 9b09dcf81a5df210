package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
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

    private static List<Backup> fiveDays(String namespace) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of(namespace, daysAgo(day))
                        .objects("offsite")
                        .build())
                .toList();
    }

    private static List<Backup> ofNotes() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of("notes", daysAgo(day))
                        .objects("offsite")
                        .by("notes")
                        .build())
                .toList();
    }

    private static List<Backup> goes(World world, List<Backup> backups) {
        return RepositoryRetention.goes(backups, "offsite", world.decide(), World.NOW);
    }

    @Test
    void eachAppIsDecidedOnItsOwnAndTheWholeClusterToo() {
        List<Backup> cluster = IntStream.rangeClosed(1, 5)
                .mapToObj(day -> FinishedBackup.of("notes", daysAgo(day))
                        .objects("offsite")
                        .wholeCluster()
                        .build())
                .toList();
        World world = world().namespace("photos");
        List<Backup> all = Stream.of(fiveDays("notes"), fiveDays("photos"), cluster)
                .flatMap(List::stream)
                .toList();
        assertThat(goes(world, all))
                .hasSize(9)
                .noneMatch(backup -> Instant.parse(backup.getMetadata().getCreationTimestamp())
                        .isAfter(daysAgo(3)));
    }

    @Test
    void whatNoPolicyGovernsStays() {
        assertThat(goes(world(), fiveDays("gone"))).isEmpty();
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
