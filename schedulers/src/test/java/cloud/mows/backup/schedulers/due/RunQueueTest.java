package cloud.mows.backup.schedulers.due;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.schedulers.FinishedBackup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private int age;

    private Backup backup(String namespace, BackupPhase phase) {
        Backup backup = FinishedBackup.of(namespace, NOW.plusSeconds(age++))
                .phase(phase)
                .build();
        backup.getMetadata().setName(namespace + "-" + age);
        return backup;
    }

    private static RunQueue turns(int most) {
        return new RunQueue(most, Map.of(), _ -> Set.of("offsite"), Set.of());
    }

    private static String obstacle(RunQueue turns, Backup backup, Backup... others) {
        return turns.obstacles(
                        Stream.concat(Stream.of(backup), Stream.of(others)).toList(), Map.of("restored", "back"))
                .get(backup.getMetadata().getUid());
    }

    @Test
    void oneOfAnApp() {
        Backup running = backup("notes", BackupPhase.RUNNING);
        Backup waiting = backup("notes", BackupPhase.PENDING);
        assertThat(obstacle(turns(9), waiting, running)).isEqualTo("Backup notes-1 of the same app has not ended");
        assertThat(obstacle(turns(9), waiting, backup("notes", BackupPhase.SUCCEEDED)))
                .isNull();
        Backup older = backup("photos", BackupPhase.PENDING);
        Backup younger = backup("photos", BackupPhase.PENDING);
        assertThat(obstacle(turns(9), older, younger)).isNull();
        assertThat(obstacle(turns(9), younger, older)).isEqualTo("Backup photos-4 of the same app has not ended");
    }

    @Test
    void notWhileARestoreChangesTheApp() {
        assertThat(obstacle(turns(9), backup("restored", BackupPhase.PENDING)))
                .isEqualTo("Restore back changes the app: half of it would be saved");
        assertThat(obstacle(turns(9), backup("other", BackupPhase.PENDING))).isNull();
    }

    @Test
    void noMoreThanMayRun() {
        Backup first = backup("a", BackupPhase.PENDING);
        Backup second = backup("b", BackupPhase.PENDING);
        Backup running = backup("c", BackupPhase.FINISHING);
        assertThat(obstacle(turns(2), first, second, running)).isNull();
        assertThat(obstacle(turns(2), second, first, running))
                .isEqualTo("there may be no more than 2 backups at the same time (concurrentBackups)");
    }

    @Test
    void whatIsBeingPrunedIsWaitedForAndKeepsNobodyElse() {
        Backup offsite = backup("a", BackupPhase.PENDING);
        Backup local = backup("b", BackupPhase.PENDING);
        RunQueue turns = new RunQueue(
                1,
                Map.of(),
                backup -> Set.of(backup.getMetadata().getNamespace().equals("a") ? "offsite" : "local"),
                Set.of("offsite"));
        assertThat(obstacle(turns, offsite, local)).isEqualTo("Repository offsite is being pruned");
        assertThat(obstacle(turns, local, offsite)).isNull();
    }

    @Test
    void aRepositoryHasALimitOfItsOwn() {
        RunQueue turns = new RunQueue(
                9,
                Map.of("disk", 1),
                backup ->
                        backup.getMetadata().getNamespace().equals("c") ? Set.of("offsite") : Set.of("offsite", "disk"),
                Set.of());
        Backup running = backup("a", BackupPhase.RUNNING);
        Backup waiting = backup("b", BackupPhase.PENDING);
        Backup elsewhere = backup("c", BackupPhase.PENDING);
        assertThat(obstacle(turns, waiting, running, elsewhere))
                .isEqualTo("no more than 1 backups may use Repository disk at the same time (its concurrentBackups)");
        assertThat(obstacle(turns, elsewhere, running, waiting)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {BackupStatus.WAITS_FOR_REPOSITORY, BackupStatus.WAITS_FOR_PODS})
    void whatStandsStillGivesItsPlaceToOthers(String reason) {
        Backup stuck = backup("a", BackupPhase.RUNNING);
        Backup waiting = backup("b", BackupPhase.PENDING);
        Backup same = backup("a", BackupPhase.PENDING);
        assertThat(obstacle(turns(1), waiting, stuck)).isNotNull();
        stuck.setStatus(standingStill(stuck.getStatus(), reason));
        assertThat(stuck.getStatus().waitsForRepository()).isEqualTo(reason.equals(BackupStatus.WAITS_FOR_REPOSITORY));
        assertThat(obstacle(turns(1), waiting, stuck)).isNull();
        assertThat(obstacle(turns(9), same, stuck)).contains("of the same app has not ended");
    }

    private static BackupStatus standingStill(BackupStatus status, String reason) {
        return new BackupStatus(
                status.observedGeneration(),
                status.phase(),
                status.message(),
                List.of(new Condition(BackupStatus.MOVING, ConditionStatus.FALSE, reason, "waits", NOW, 1L)),
                status.requestedTime(),
                status.startTime(),
                status.snapshotTime(),
                status.completionTime(),
                status.plan(),
                status.parts(),
                status.restorePoints(),
                status.resources(),
                status.holds(),
                status.ledger(),
                status.ledgerRetries(),
                status.bytes(),
                status.addedBytes());
    }

    @Test
    void limitsHoldAndNobodyWaitsForEver() {
        long seed = System.nanoTime();
        System.out.println("TurnsTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            int most = 1 + random.nextInt(3);
            RunQueue turns = turns(most);
            List<Backup> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(backup("n" + random.nextInt(6), BackupPhase.PENDING));
            }
            int steps = 0;
            while (all.stream().anyMatch(backup -> !App.phase(backup).isFinal())) {
                assertThat(steps++).as("seed=%d round=%d", seed, round).isLessThan(100);
                Map<String, String> obstacles = turns.obstacles(all, Map.of());
                Map<App, Integer> running = new HashMap<>();
                for (Backup backup : all) {
                    boolean begins = App.phase(backup) == BackupPhase.PENDING
                            && !obstacles.containsKey(backup.getMetadata().getUid());
                    if (begins) {
                        phase(backup, BackupPhase.RUNNING);
                    }
                    if (App.phase(backup) == BackupPhase.RUNNING) {
                        running.merge(App.of(backup), 1, Integer::sum);
                    }
                }
                assertThat(new HashSet<>(running.values()))
                        .as("seed=%d round=%d", seed, round)
                        .isEqualTo(Set.of(1));
                assertThat(running.size()).as("seed=%d round=%d", seed, round).isLessThanOrEqualTo(most);
                all.stream()
                        .filter(backup -> App.phase(backup) == BackupPhase.RUNNING && random.nextBoolean())
                        .forEach(backup -> phase(backup, BackupPhase.FAILED));
            }
        }
    }

    private static void phase(Backup backup, BackupPhase phase) {
        backup.setStatus(FinishedBackup.of("any", NOW).phase(phase).build().getStatus());
    }
}
