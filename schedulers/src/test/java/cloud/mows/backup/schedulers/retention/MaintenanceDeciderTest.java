package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MaintenanceDeciderTest {
    private static final String NEVER = "check: {schedule: {cron: '0 0 1 1 *', jitterSeconds: 0}}";
    private static final String NIGHTLY = ", prune: {schedule: {cron: '0 4 * * *', jitterSeconds: 0}}, " + NEVER;
    private static final Instant FOUR = Instant.parse("2026-11-26T04:00:00Z");

    private final List<RestorePoint> points = new ArrayList<>();
    private final List<Backup> backups = new ArrayList<>();
    private World world = world(NIGHTLY, "True");

    private static World world(String more, String ready) {
        World world = new World()
                .namespace("notes")
                .repository("offsite", more, ready)
                .cluster("{retention: {last: 1}}");
        Repository repository = world.documents().repositories().getFirst();
        repository.getMetadata().setCreationTimestamp("2026-11-25T12:00:00Z");
        return world;
    }

    private Repository repository() {
        return world.documents().repositories().getFirst();
    }

    private MaintenanceDecider decider(Instant now) {
        CopyDecider copies =
                new CopyDecider(repository(), world.documents(), world.decide(), points, FinishedBackup.CLUSTER, now);
        return new MaintenanceDecider(repository(), world.documents(), copies, now);
    }

    private MaintenanceTask next(Instant now) {
        return decider(now).next(world.decide(), backups, points, FinishedBackup.CLUSTER, List.of(), Optional.empty());
    }

    private static MaintenanceTask prune(Instant due) {
        return new MaintenanceTask.Prune(due, FinishedBackup.CLUSTER);
    }

    private void pruned(Instant at) {
        RepositoryStatus old = repository().getStatus();
        repository()
                .setStatus(new RepositoryStatus(
                        null, old.conditions(), null, null, null, null, null, null, null, null, at, null));
    }

    @Test
    void prunesWhenItIsTimeAndOnceForWhatWasMissed() {
        assertThat(next(FOUR.minusSeconds(1))).isEqualTo(new MaintenanceTask.None());
        assertThat(next(FOUR)).isEqualTo(prune(FOUR));
        assertThat(next(FOUR.plus(Duration.ofHours(7)))).as("the same task").isEqualTo(prune(FOUR));
        pruned(FOUR.plusSeconds(90));
        assertThat(next(FOUR.plus(Duration.ofHours(7)))).isEqualTo(new MaintenanceTask.None());
        assertThat(next(FOUR.plus(Duration.ofDays(4)))).isEqualTo(prune(FOUR.plus(Duration.ofDays(4))));
    }

    @Test
    void waitsForBackupsThatAreUnderWayButNotWithoutEnd() {
        backups.add(FinishedBackup.of("notes", FOUR)
                .phase(BackupPhase.RUNNING)
                .planned("other")
                .build());
        assertThat(next(FOUR)).as("into another repository").isEqualTo(prune(FOUR));
        backups.add(FinishedBackup.of("notes", FOUR)
                .phase(BackupPhase.RUNNING)
                .planned("offsite")
                .build());
        MaintenanceTask waits = next(FOUR);
        assertThat(waits)
                .isEqualTo(new MaintenanceTask.Waits(
                        prune(FOUR),
                        "Pruning waits for the end of Backup notes/scheduled-" + FOUR.getEpochSecond() + "."));
        assertThat(decider(FOUR).idle(waits).conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.status()).isEqualTo(ConditionStatus.UNKNOWN);
            assertThat(condition.reason()).isEqualTo("Waiting");
        });
        assertThat(next(FOUR.plus(Duration.ofHours(7)))).isEqualTo(prune(FOUR));
    }

    @Test
    void whatItOccupiesIsKnownFromTheLastCheck() {
        MaintenanceTask.Check check = new MaintenanceTask.Check(FOUR, 0, 0);
        RepositoryStatus checked = decider(FOUR).after(check, new MoverState.Ended("{\"stored_bytes\":12345}", true));
        assertThat(checked.storedBytes()).isEqualTo(12345);
        repository().setStatus(checked);
        assertThat(decider(FOUR).idle(new MaintenanceTask.None()).storedBytes())
                .as("until the next one")
                .isEqualTo(12345);
        assertThat(decider(FOUR)
                        .after(check, new MoverState.Ended("no JSON", false))
                        .storedBytes())
                .isNull();
    }

    /** Backups wait meanwhile, but not for one that does not come to an end. */
    @Test
    void onceBegunItIsBroughtToItsEnd() {
        RepositoryStatus running = decider(FOUR).after(prune(FOUR), new MoverState.Running("works"));
        List<Condition> both = new ArrayList<>(repository().getStatus().conditions());
        both.addAll(running.conditions());
        repository()
                .setStatus(
                        new RepositoryStatus(null, both, null, null, null, null, null, null, null, null, null, null));
        backups.add(FinishedBackup.of("notes", FOUR)
                .phase(BackupPhase.RUNNING)
                .planned("offsite")
                .build());
        assertThat(next(FOUR.plusSeconds(60))).isEqualTo(prune(FOUR));
        assertThat(MaintenanceDecider.isBusy(repository(), FOUR.plusSeconds(60)))
                .isTrue();
        assertThat(MaintenanceDecider.isBusy(repository(), FOUR.plus(Duration.ofHours(7))))
                .isFalse();
        assertThat(decider(FOUR).idle(new MaintenanceTask.None()).conditions())
                .as("one that nobody brings to an end keeps nobody")
                .isEmpty();
        assertThat(decider(FOUR)
                        .after(prune(FOUR), new MoverState.Ended("", true))
                        .conditions())
                .singleElement()
                .satisfies(condition -> assertThat(condition.status()).isEqualTo(ConditionStatus.TRUE));
    }

    @Test
    void whatIsNoLongerKeptGoesFirst() {
        RestorePoint old = FinishedBackup.of("notes", FOUR.minus(Duration.ofDays(2)))
                .objects("offsite")
                .point();
        points.add(old);
        points.add(FinishedBackup.of("notes", FOUR.minus(Duration.ofDays(1)))
                .objects("offsite")
                .point());
        assertThat(next(FOUR))
                .isEqualTo(new MaintenanceTask.Forget(List.of(old.getSpec().backupUid())));
    }

    @Test
    void aTaskTakesOnlySoManyAndIsBroughtToItsEnd() {
        for (int hour = 0; hour < 700; hour++) {
            points.add(FinishedBackup.of("notes", FOUR.minus(Duration.ofHours(hour + 2)))
                    .objects("offsite")
                    .point());
        }
        assertThat(next(FOUR))
                .isInstanceOfSatisfying(
                        MaintenanceTask.Forget.class,
                        forget -> assertThat(forget.uids())
                                .hasSize(500)
                                .startsWith(points.getLast().getSpec().backupUid()));
        world = world(NIGHTLY + ", suspend: true", "True");
        assertThat(decider(FOUR)
                        .next(world.decide(), backups, points, FinishedBackup.CLUSTER, List.of("u"), Optional.empty()))
                .isEqualTo(new MaintenanceTask.Forget(List.of("u")));
    }

    @Test
    void aRepositoryThatIsSuspendedOrNotReadyIsLeftAlone() {
        for (String ready : List.of("False", "Unknown", "")) {
            world = world(NIGHTLY, ready);
            assertThat(next(FOUR)).as(ready).isEqualTo(new MaintenanceTask.None());
        }
        world = world(NIGHTLY + ", suspend: true", "True");
        assertThat(next(FOUR)).isEqualTo(new MaintenanceTask.None());
    }

    @Test
    void aScheduleThatCannotBeFollowedIsTold() {
        world = world(
                ", prune: {schedule: {cron: '0 0 31 2 *'}}, check: {schedule: {cron: '0 4 * * *', jitterSeconds: 0}}",
                "True");
        MaintenanceTask chore = next(FOUR);
        assertThat(chore).as("the other goes on").isEqualTo(new MaintenanceTask.Check(FOUR, 1, 20));
        RepositoryStatus told = decider(FOUR).idle(chore);
        assertThat(told.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("Pruned");
            assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE);
            assertThat(condition.message())
                    .isEqualTo(
                            "The schedule of prune cannot be followed: cron '0 0 31 2 *' never comes: none of its months has"
                                    + " such a day.");
        });
        assertThat(told.nextPruneTime()).isNull();
    }

    @Test
    void saysWhatCameOfIt() {
        MaintenanceTask prune = prune(FOUR);
        RepositoryStatus ended = decider(FOUR).after(prune, new MoverState.Ended("", true));
        assertThat(ended.lastPruneTime()).isEqualTo(FOUR);
        assertThat(ended.nextPruneTime()).isEqualTo(FOUR.plus(Duration.ofDays(1)));
        assertThat(ended.conditions().getFirst().status()).isEqualTo(ConditionStatus.TRUE);
        RepositoryStatus failed = decider(FOUR).after(prune, MoverState.Failed.forGood("it is locked"));
        assertThat(failed.lastPruneTime()).isNull();
        assertThat(failed.conditions().getFirst().message())
                .isEqualTo("What is no longer kept could not be removed: it is locked.");
        RepositoryStatus forgot =
                decider(FOUR).after(new MaintenanceTask.Forget(List.of()), new MoverState.Ended("", true));
        assertThat(forgot.lastPruneTime()).isNull();
        assertThat(forgot.conditions()).isEmpty();
    }

    @Test
    void restsUntilTheNextIsDueButNotForLong() {
        Duration longest = Duration.ofMinutes(5);
        assertThat(decider(FOUR.minusSeconds(100)).rest(longest)).isEqualTo(Duration.ofSeconds(100));
        assertThat(decider(FOUR.minusSeconds(400)).rest(longest)).isEqualTo(longest);
        assertThat(decider(FOUR).rest(longest)).isEqualTo(longest);
    }

    private static MaintenanceTask.Check check(Instant due, int part) {
        return new MaintenanceTask.Check(due, part, 4);
    }

    private void checkedNightly() {
        world = world(
                ", prune: {schedule: {cron: '0 0 1 1 *', jitterSeconds: 0}},"
                        + " check: {schedule: {cron: '0 4 * * *', jitterSeconds: 0}, readDataPercent: 30}",
                "True");
    }

    private void become(RepositoryStatus said) {
        List<Condition> all = new ArrayList<>(repository().getStatus().conditions().stream()
                .filter(condition -> condition.type().equals(RepositoryStatus.READY))
                .toList());
        all.addAll(said.conditions());
        repository()
                .setStatus(new RepositoryStatus(
                        null,
                        all,
                        null,
                        null,
                        null,
                        null,
                        null,
                        said.lastCheckTime(),
                        said.nextCheckTime(),
                        said.checkedPart(),
                        said.lastPruneTime(),
                        said.nextPruneTime()));
    }

    @Test
    void everyCheckReadsTheNextPartUntilAllWasRead() {
        checkedNightly();
        List<String> parts = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            Instant at = FOUR.plus(Duration.ofDays(day));
            MaintenanceTask task = next(at);
            assertThat(task).isEqualTo(check(at, day % 4 + 1));
            become(decider(at).after(task, new MoverState.Ended("{}", true)));
            assertThat(next(at)).isEqualTo(new MaintenanceTask.None());
            parts.add(repository().getStatus().checkedPart());
        }
        assertThat(parts).containsExactly("1/4", "2/4", "3/4", "4/4", "1/4", "2/4");
        assertThat(repository().getStatus().lastCheckTime()).isEqualTo(FOUR.plus(Duration.ofDays(5)));
        assertThat(repository().getStatus().nextCheckTime()).isEqualTo(FOUR.plus(Duration.ofDays(6)));
    }

    @Test
    void otherPartsThanBeforeBeginAnew() {
        checkedNightly();
        become(decider(FOUR).after(new MaintenanceTask.Check(FOUR, 7, 20), new MoverState.Ended("{}", true)));
        Instant later = FOUR.plus(Duration.ofDays(1));
        assertThat(next(later)).isEqualTo(check(later, 1));
    }

    @Test
    void whatFailedIsTriedAgainWithTheSamePartAndDamageIsNot() {
        checkedNightly();
        RepositoryStatus failed = decider(FOUR).after(check(FOUR, 1), MoverState.Failed.forGood("nobody answers"));
        assertThat(failed.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.status()).isEqualTo(ConditionStatus.FALSE);
            assertThat(condition.message()).isEqualTo("It could not be checked: nobody answers.");
        });
        become(failed);
        assertThat(next(FOUR.plusSeconds(60))).isEqualTo(check(FOUR, 1));

        RepositoryStatus damaged = decider(FOUR)
                .after(check(FOUR, 1), new MoverState.Ended("{\"errors\":2,\"first\":\"pack ab is missing\"}", false));
        assertThat(damaged.conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("Damaged");
            assertThat(condition.message())
                    .startsWith("It is damaged: 2 errors were found, first: pack ab is missing.");
        });
        become(damaged);
        assertThat(next(FOUR.plusSeconds(60))).isEqualTo(new MaintenanceTask.None());
        assertThat(decider(FOUR.plusSeconds(60))
                        .idle(new MaintenanceTask.None())
                        .conditions())
                .as("stays until a check finds none")
                .isEqualTo(damaged.conditions());
    }

    @Test
    void aCheckWaitsForBackupsAndTheyForIt() {
        checkedNightly();
        backups.add(FinishedBackup.of("notes", FOUR)
                .phase(BackupPhase.RUNNING)
                .planned("offsite")
                .build());
        MaintenanceTask waits = next(FOUR);
        assertThat(waits)
                .isEqualTo(new MaintenanceTask.Waits(
                        check(FOUR, 1),
                        "The check waits for the end of Backup notes/scheduled-" + FOUR.getEpochSecond() + "."));
        assertThat(decider(FOUR).idle(waits).conditions())
                .singleElement()
                .satisfies(condition -> assertThat(condition.type()).isEqualTo("Checked"));
        backups.clear();
        become(decider(FOUR).after(next(FOUR), new MoverState.Running("works")));
        assertThat(MaintenanceDecider.isBusy(repository(), FOUR.plusSeconds(60)))
                .isTrue();
        points.add(FinishedBackup.of("notes", FOUR.minus(Duration.ofDays(2)))
                .objects("offsite")
                .point());
        points.add(FinishedBackup.of("notes", FOUR.minus(Duration.ofDays(1)))
                .objects("offsite")
                .point());
        assertThat(next(FOUR.plusSeconds(60))).as("brought to its end first").isEqualTo(check(FOUR, 1));
    }

    @Test
    void withoutDataOnlyTheStructureIsChecked() {
        world = world(", check: {schedule: {cron: '0 4 * * *', jitterSeconds: 0}, readDataPercent: 0}", "True");
        pruned(FOUR);
        assertThat(next(FOUR)).isEqualTo(new MaintenanceTask.Check(FOUR, 0, 0));
        assertThat(decider(FOUR)
                        .after(next(FOUR), new MoverState.Ended("{}", true))
                        .checkedPart())
                .isNull();
    }

    /** Others say other things in the same status. */
    @Test
    void saysNothingOfWhatIsNotItsOwn() {
        assertThat(repository().getStatus().conditions()).isNotEmpty();
        assertThat(decider(FOUR).idle(new MaintenanceTask.None()).conditions()).isEmpty();
        assertThat(decider(FOUR).ours())
                .isEqualTo(new RepositoryStatus(
                        null, List.of(), null, null, null, null, null, null, null, null, null, null));
    }
}
