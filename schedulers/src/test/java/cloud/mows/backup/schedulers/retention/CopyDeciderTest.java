package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Backups go to "offsite", and copies of them to "friend". */
final class CopyDeciderTest {
    private static final String COPIES = "{retention: {last: 9}, copies: [{name: friend}]}";

    private final List<RestorePoint> points = new ArrayList<>();
    private World world = world(COPIES);

    private static World world(String cluster) {
        return new World()
                .namespace("notes")
                .repository("offsite")
                .repository("friend")
                .cluster(cluster);
    }

    private static Instant daysAgo(int days) {
        return World.NOW.minus(Duration.ofDays(days));
    }

    /** @return id of its snapshot in the first of {@code repositories} */
    private String point(String app, int daysAgo, String... repositories) {
        RestorePoint point =
                FinishedBackup.of(app, daysAgo(daysAgo)).objects(repositories).point();
        points.add(point);
        return point.getSpec().copies().getFirst().snapshot();
    }

    private Repository repository(String name) {
        return world.documents().repositories().stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CopyDecider decider(String name) {
        return new CopyDecider(
                repository(name), world.documents(), world.decide(), points, FinishedBackup.CLUSTER, World.NOW);
    }

    private Optional<MaintenanceTask> task() {
        return decider("friend").task();
    }

    private static Optional<MaintenanceTask> copy(String... snapshots) {
        return Optional.of(new MaintenanceTask.Copy("offsite", List.of(snapshots)));
    }

    @Test
    void whatIsMissingIsCopiedNewestFirst() {
        String old = point("notes", 3, "offsite");
        point("notes", 2, "offsite", "friend");
        String young = point("notes", 1, "offsite");
        assertThat(task()).isEqualTo(copy(young, old));
        assertThat(decider("offsite").task()).isEmpty();
    }

    @Test
    void anAppIsBehindSinceTheFirstThatWasNotCopiedThoughOnlyTheLastIsWantedNow() {
        world = world("{retention: {last: 9}, copies: [{name: friend, retention: {last: 1}}]}");
        point("notes", 9, "offsite");
        point("notes", 5, "offsite", "friend");
        assertThat(decider("friend").behind()).isEmpty();
        point("notes", 3, "offsite");
        point("notes", 2, "offsite");
        point("notes", 1, "offsite");
        assertThat(decider("friend").behind()).isEqualTo(Map.of("notes", daysAgo(3)));
        assertThat(decider("friend").waiting()).isEqualTo(1);
        assertThat(decider("offsite").behind()).isEmpty();
    }

    @Test
    void anAppIsNotBehindBeforeItsWindow() {
        world = world("{retention: {last: 9}, copies: [{name: friend, windows: [{from: '22:00', to: '23:00'}]}]}");
        point("notes", 1, "offsite");
        assertThat(decider("friend").behind().get("notes")).isAfter(daysAgo(1)).isBefore(daysAgo(0));
    }

    @Test
    void backupsDoNotGoToWhereCopiesAreMade() {
        assertThat(world.decide().wholeCluster().targets())
                .extracting(target -> target.repository())
                .containsExactly("offsite");
    }

    @Test
    void whatWouldNotBeKeptIsNotCopied() {
        world = world("{retention: {last: 9}, copies: [{name: friend, retention: {last: 1}}]}");
        point("notes", 3, "offsite");
        String young = point("notes", 1, "offsite");
        assertThat(task()).isEqualTo(copy(young));
    }

    /** Otherwise it would be copied again as soon as it is forgotten. */
    @Test
    void whatWasForgottenThereStaysForgotten() {
        world = world("{retention: {last: 9}, copies: [{name: friend, retention: {last: 1}}]}");
        for (int day = 9; day > 1; day--) {
            point("notes", day, "offsite");
        }
        point("notes", 1, "offsite", "friend");
        assertThat(task()).isEmpty();
        assertThat(RepositoryRetention.goes(points, FinishedBackup.CLUSTER, "friend", world.decide(), World.NOW))
                .isEmpty();
    }

    @Test
    void copiesFollowTheRetentionOfTheirRepository() {
        world = world("{retention: {last: 9}, copies: [{name: friend, retention: {last: 1}}]}");
        point("notes", 3, "offsite", "friend");
        point("notes", 1, "offsite", "friend");
        assertThat(RepositoryRetention.goes(points, FinishedBackup.CLUSTER, "friend", world.decide(), World.NOW))
                .hasSize(1);
        assertThat(RepositoryRetention.goes(points, FinishedBackup.CLUSTER, "offsite", world.decide(), World.NOW))
                .isEmpty();
    }

    @Test
    void anotherClustersAreNotOursToCopyAndThoseOfAnAppThatIsGoneAre() {
        RestorePoint foreign =
                FinishedBackup.of("notes", daysAgo(2)).objects("offsite").point();
        RestorePointSpec spec = foreign.getSpec();
        foreign.setSpec(new RestorePointSpec(
                "another",
                spec.app(),
                spec.backupUid(),
                spec.backupName(),
                spec.policy(),
                spec.time(),
                spec.ledger(),
                spec.bytes(),
                spec.copies()));
        points.add(foreign);
        String gone = point("gone", 1, "offsite");
        assertThat(task()).isEqualTo(copy(gone));
    }

    @Test
    void waitsForItsWindowAndSaysSo() {
        world = world("{schedule: {cron: '0 2 * * *', timeZone: Europe/Berlin},"
                + " copies: [{name: friend, windows: [{from: '01:00', to: '06:00'}]}]}");
        point("notes", 1, "offsite");
        MaintenanceTask waits = task().orElseThrow();
        assertThat(told(decider("friend").idle(waits)))
                .isEqualTo("False Waiting 1 restore point is to be copied, but it is outside of the windows.");
        // It is noon in Greenwich.
        world = world("{schedule: {cron: '0 2 * * *', timeZone: Asia/Tokyo},"
                + " copies: [{name: friend, windows: [{from: '20:00', to: '22:00'}]}]}");
        assertThat(task()).get().isInstanceOf(MaintenanceTask.Copy.class);
    }

    @Test
    void waitsForTheRepositoryThatItIsIn() {
        world = new World()
                .namespace("notes")
                .repository("offsite", "", "False")
                .repository("friend")
                .cluster(COPIES);
        point("notes", 1, "offsite");
        assertThat(told(decider("friend").idle(task().orElseThrow())))
                .isEqualTo(
                        "False Waiting 1 restore point is to be copied, but the repositories that they lie in cannot be"
                                + " used at present.");
    }

    @Test
    void oneTaskIsNotTooLong() {
        for (int day = 1; day <= 30; day++) {
            point("app-" + day, day, "offsite");
        }
        assertThat(task())
                .get()
                .satisfies(task ->
                        assertThat(((MaintenanceTask.Copy) task).snapshots()).hasSize(20));
    }

    @Test
    void saysHowItStands() {
        assertThat(told(decider("friend").idle(new MaintenanceTask.None())))
                .isEqualTo("True UpToDate Every restore point that is to be copied to it lies in it.");
        assertThat(decider("offsite").idle(new MaintenanceTask.None())).isEmpty();
        String id = point("notes", 1, "offsite");
        MaintenanceTask.Copy copy = new MaintenanceTask.Copy("offsite", List.of(id));
        assertThat(told(decider("friend").after(copy, new MoverState.Running("works"))))
                .isEqualTo("False Running 1 restore point is to be copied; 1 is on the way from Repository offsite.");
        assertThat(told(decider("friend").after(copy, MoverState.Failed.forGood("the disk is full"))))
                .isEqualTo(
                        "False Failed Restore points could not be copied from Repository offsite: the disk is full.");
    }

    private static String told(List<Condition> conditions) {
        assertThat(conditions).hasSize(1);
        Condition only = conditions.getFirst();
        assertThat(only.type()).isEqualTo("Copied");
        return (only.status() == ConditionStatus.TRUE ? "True " : "False ") + only.reason() + " " + only.message();
    }

    @Test
    void aCopyThatIsAlreadyMadeIsNoReasonToLook() {
        RestorePoint both = FinishedBackup.of("notes", daysAgo(1))
                .objects("offsite", "friend")
                .point();
        points.add(both);
        assertThat(both.getSpec().copies()).extracting(SnapshotCopy::repository).contains("friend");
        assertThat(task()).isEmpty();
    }
}
