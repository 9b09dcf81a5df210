package cloud.mows.backup.schedulers.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.coverage.CoverageDecider;
import cloud.mows.backup.schedulers.policy.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ClusterMetricsTest {
    private static final Instant NOW = World.NOW;
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-26T03:00:00Z");
    private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
    private static final String DAILY = "schedule: {cron: '0 3 * * *', timeZone: UTC, jitterSeconds: 0}";

    private final World world =
            new World().namespace("notes").namespace("mows-backup").repository("offsite");
    private final List<Backup> backups = new ArrayList<>();
    private final List<RestorePoint> points = new ArrayList<>();
    private Instant made = MADE;
    private String more = "";

    private List<Sample> samples() {
        world.cluster("{" + DAILY + more + "}");
        world.documents().namespaces().forEach(each -> each.getMetadata().setCreationTimestamp(made.toString()));
        world.documents().repositories().forEach(each -> each.getMetadata().setCreationTimestamp(made.toString()));
        return ClusterMetrics.of(new Observed(
                world.documents(),
                world.decide(),
                CoverageDecider.decide(world.decide(), List.of(), backups, NOW),
                backups,
                points,
                FinishedBackup.CLUSTER,
                "mows-backup",
                NOW));
    }

    private Optional<Double> value(Metric metric, String... labels) {
        return samples().stream()
                .filter(sample ->
                        sample.metric() == metric && sample.labelValues().equals(List.of(labels)))
                .map(Sample::value)
                .findFirst();
    }

    private Optional<Instant> moment(Metric metric, String... labels) {
        return value(metric, labels).map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
    }

    private void backedUp(FinishedBackup backup) {
        backups.add(backup.build());
        points.add(backup.point());
    }

    @Test
    void theNewestRestorePointCountsInEachRepositoryForItself() {
        world.repository("disk");
        backedUp(
                FinishedBackup.of("notes", LAST_NIGHT.minus(Duration.ofDays(1))).objects("offsite", "disk"));
        backedUp(FinishedBackup.of("notes", LAST_NIGHT).objects("offsite"));
        assertThat(moment(Metric.APP_NEWEST_RESTORE_POINT, "notes", "offsite", "s3"))
                .contains(LAST_NIGHT);
        assertThat(moment(Metric.APP_NEWEST_RESTORE_POINT, "notes", "disk", "s3"))
                .contains(LAST_NIGHT.minus(Duration.ofDays(1)));
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "offsite", "s3"))
                .contains(LAST_NIGHT.plus(Duration.ofDays(2)));
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "disk", "s3"))
                .contains(LAST_NIGHT.plus(Duration.ofDays(1)));
        assertThat(value(Metric.REPOSITORY_RESTORE_POINTS, "offsite")).contains(2.0);
        assertThat(value(Metric.REPOSITORY_RESTORE_POINTS, "disk")).contains(1.0);
        assertThat(value(Metric.APP_COVERAGE, "notes", "partly")).contains(1.0);
    }

    @Test
    void aCopyHasUntilTwoStartsAfterItCouldBeMade() {
        world.repository("friend");
        more = ", repositories: [{name: offsite}], copies: [{name: friend, windows: [{from: '22:00', to: '23:00'}]}]";
        RestorePoint first = FinishedBackup.of("notes", LAST_NIGHT.minus(Duration.ofDays(1)))
                .objects("offsite", "friend")
                .point();
        points.add(first);
        assertThat(value(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "friend", "s3"))
                .as("nothing is to be copied")
                .isEmpty();
        assertThat(value(Metric.REPOSITORY_COPIES_WAITING, "friend")).contains(0.0);
        backedUp(FinishedBackup.of("notes", LAST_NIGHT).objects("offsite"));
        assertThat(value(Metric.REPOSITORY_COPIES_WAITING, "friend")).contains(1.0);
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "friend", "s3"))
                .as("two starts after the window")
                .contains(LAST_NIGHT.plus(Duration.ofDays(2)));
        backedUp(FinishedBackup.of("notes", LAST_NIGHT.plusSeconds(3600)).objects("offsite"));
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "friend", "s3"))
                .as("newer ones do not put it off")
                .contains(LAST_NIGHT.plus(Duration.ofDays(2)));
        assertThat(moment(Metric.APP_NEWEST_RESTORE_POINT, "notes", "friend", "s3"))
                .contains(LAST_NIGHT.minus(Duration.ofDays(1)));
    }

    @Test
    void whatNobodyMeansWhoWantsTheNewestDoesNotCount() {
        RestorePoint others =
                FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").point();
        others.setSpec(of(others.getSpec(), "another-cluster", "scheduled-1"));
        RestorePoint before =
                FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").point();
        before.setSpec(of(before.getSpec(), FinishedBackup.CLUSTER, RestorePointSpec.BEFORE_RESTORE + "1"));
        RestorePoint lost =
                FinishedBackup.of("notes", LAST_NIGHT).objects("lost").point();
        points.addAll(List.of(others, before, lost));
        assertThat(samples()).noneMatch(sample -> sample.metric() == Metric.APP_NEWEST_RESTORE_POINT);
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "offsite", "s3"))
                .as("as if it never had one")
                .contains(Instant.parse("2026-11-02T03:00:00Z"));
    }

    private static RestorePointSpec of(RestorePointSpec spec, String cluster, String backup) {
        return new RestorePointSpec(
                cluster,
                spec.app(),
                spec.backupUid(),
                backup,
                spec.policy(),
                spec.time(),
                new LedgerSummary(1, 0, 0),
                spec.bytes(),
                spec.copies());
    }

    @Test
    void anAppThatIsGoneKeepsItsRestorePointsAndHasNoDeadline() {
        backedUp(FinishedBackup.of("album", LAST_NIGHT).objects("offsite"));
        assertThat(value(Metric.APP_COVERAGE, "album", "gone")).contains(1.0);
        assertThat(value(Metric.APP_COVERAGE, "album", "protected")).contains(0.0);
        assertThat(moment(Metric.APP_NEWEST_RESTORE_POINT, "album", "offsite", "s3"))
                .contains(LAST_NIGHT);
        assertThat(value(Metric.APP_RESTORE_POINT_DEADLINE, "album", "offsite", "s3"))
                .isEmpty();
        assertThat(value(Metric.APP_NEXT_BACKUP, "album")).isEmpty();
    }

    @Test
    void anExcludedAppHasNoDeadline() {
        more = ", namespaces: [{names: [notes], action: Exclude, reason: 'is a copy'}]";
        assertThat(value(Metric.APP_COVERAGE, "notes", "excluded")).contains(1.0);
        assertThat(value(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "offsite", "s3"))
                .isEmpty();
    }

    @Test
    void theWholeClustersObjectsAreAnAppToo() {
        backedUp(FinishedBackup.of("mows-backup", LAST_NIGHT).wholeCluster().objects("offsite"));
        assertThat(moment(Metric.APP_NEWEST_RESTORE_POINT, "_cluster", "offsite", "s3"))
                .contains(LAST_NIGHT);
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "_cluster", "offsite", "s3"))
                .contains(LAST_NIGHT.plus(Duration.ofDays(2)));
        assertThat(moment(Metric.APP_NEXT_BACKUP, "_cluster")).contains(LAST_NIGHT.plus(Duration.ofDays(1)));
        assertThat(moment(Metric.APP_LAST_BACKUP_END, "_cluster", "succeeded")).contains(LAST_NIGHT);
    }

    @Test
    void aBackupThatIsLateIsDueInThePast() {
        assertThat(moment(Metric.APP_NEXT_BACKUP, "notes")).contains(Instant.parse("2026-11-01T03:00:00Z"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT)
                .phase(BackupPhase.RUNNING)
                .build());
        assertThat(value(Metric.APP_NEXT_BACKUP, "notes")).as("one goes on").isEmpty();
        assertThat(value(Metric.UNFINISHED_BACKUPS, "running")).contains(1.0);
        assertThat(value(Metric.UNFINISHED_BACKUPS, "pending")).contains(0.0);
        backups.clear();
        more = ", suspend: true";
        assertThat(value(Metric.APP_NEXT_BACKUP, "notes")).as("suspended").isEmpty();
        assertThat(value(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "offsite", "s3"))
                .as("that nothing is backed up does not make it new")
                .isPresent();
    }

    @Test
    void anAppThatIsYoungHasTimeUntilItsSecondStart() {
        made = NOW.minusSeconds(60);
        assertThat(moment(Metric.APP_RESTORE_POINT_DEADLINE, "notes", "offsite", "s3"))
                .contains(Instant.parse("2026-11-28T03:00:00Z"));
    }

    @Test
    void failuresAreCountedSinceTheLastBackupThatLeftSomething() {
        backedUp(
                FinishedBackup.of("notes", LAST_NIGHT.minus(Duration.ofDays(2))).objects("offsite"));
        backups.add(FinishedBackup.of("notes", LAST_NIGHT.minus(Duration.ofDays(1)))
                .phase(BackupPhase.FAILED)
                .build());
        backups.add(FinishedBackup.of("notes", LAST_NIGHT.minusSeconds(3600))
                .phase(BackupPhase.CANCELLED)
                .build());
        backups.add(
                FinishedBackup.of("notes", LAST_NIGHT).phase(BackupPhase.FAILED).build());
        assertThat(value(Metric.APP_FAILED_BACKUPS_IN_A_ROW, "notes")).contains(2.0);
        assertThat(value(Metric.APP_BACKUPS, "notes", "failed")).contains(2.0);
        assertThat(moment(Metric.APP_LAST_BACKUP_END, "notes", "failed")).contains(LAST_NIGHT);
        assertThat(value(Metric.APP_LAST_BACKUP_DURATION, "notes")).contains(0.0);
        backups.add(FinishedBackup.of("notes", LAST_NIGHT.plusSeconds(60))
                .phase(BackupPhase.PARTIALLY_FAILED)
                .objects("offsite")
                .build());
        assertThat(value(Metric.APP_FAILED_BACKUPS_IN_A_ROW, "notes")).contains(0.0);
    }

    @Test
    void aRepositoryTellsWhetherItIsCheckedInTime() {
        assertThat(value(Metric.REPOSITORY_READY, "offsite", "s3")).contains(1.0);
        assertThat(moment(Metric.REPOSITORY_CHECK_DUE, "offsite"))
                .as("weekly, and late")
                .hasValueSatisfying(due -> assertThat(due).isBetween(MADE, MADE.plus(Duration.ofDays(8))));
        status(new RepositoryStatus(
                null, List.of(checked(ConditionStatus.FALSE)), null, null, 3L, 5L, null, NOW, null, "1/2", NOW, null));
        assertThat(value(Metric.REPOSITORY_READY, "offsite", "s3")).contains(0.0);
        assertThat(value(Metric.REPOSITORY_CHECK_FAILED, "offsite")).contains(1.0);
        assertThat(value(Metric.REPOSITORY_PRUNE_FAILED, "offsite")).contains(0.0);
        assertThat(moment(Metric.REPOSITORY_LAST_CHECK, "offsite")).contains(NOW);
        assertThat(moment(Metric.REPOSITORY_CHECK_DUE, "offsite"))
                .hasValueSatisfying(due -> assertThat(due).isAfter(NOW));
    }

    private static Condition checked(ConditionStatus is) {
        return new Condition("Checked", is, "Damaged", "…", NOW, 1L);
    }

    private void status(RepositoryStatus status) {
        Repository repository = world.documents().repositories().getFirst();
        repository.setStatus(status);
    }

    @Test
    void everyMetricOfTheListHasAValueSomewhere() {
        Backup backup =
                FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").build();
        backup.setStatus(withBytes(backup.getStatus()));
        backups.add(backup);
        points.add(FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").point());
        status(new RepositoryStatus(
                null,
                List.of(
                        checked(ConditionStatus.TRUE),
                        new Condition(RepositoryStatus.READY, ConditionStatus.TRUE, "Opened", "…", NOW, 1L)),
                null,
                null,
                3L,
                5L,
                null,
                NOW,
                null,
                "1/2",
                NOW,
                null));
        Set<Metric> found = samples().stream().map(Sample::metric).collect(Collectors.toSet());
        found.add(Metric.CONTROLLER_LEADER);
        assertThat(found).containsExactlyInAnyOrder(Metric.values());
    }

    private static BackupStatus withBytes(BackupStatus of) {
        return new BackupStatus(
                null,
                of.phase(),
                null,
                List.of(),
                of.requestedTime(),
                of.startTime(),
                of.snapshotTime(),
                of.completionTime(),
                null,
                of.parts(),
                of.restorePoints(),
                List.of(),
                List.of(),
                of.ledger(),
                null,
                100L,
                10L);
    }
}
