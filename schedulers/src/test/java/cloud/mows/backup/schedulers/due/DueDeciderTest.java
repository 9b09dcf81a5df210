package cloud.mows.backup.schedulers.due;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import cloud.mows.backup.schedulers.schedule.Schedules.Wanted;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DueDeciderTest {
    private static final String OWN = "mows-backup";
    private static final App NOTES = new App("notes", BackupScope.NAMESPACE);
    private static final App WHOLE = new App(OWN, BackupScope.CLUSTER);
    private static final String AT_THREE = "{schedule: {cron: '0 3 * * *', jitterSeconds: 0}}";

    private final World world =
            new World().namespace("notes").namespace(OWN).repository("offsite").cluster(AT_THREE);
    private final List<Backup> backups = new ArrayList<>();
    private String born = "2026-11-20T10:00:00Z";

    private DueDecider decider() {
        return new DueDecider(namespaces(), world.decide(), backups, OWN);
    }

    private Optional<String> due(App app, String now) {
        return decider()
                .due(app, Instant.parse(now))
                .map(backup -> backup.getMetadata().getName());
    }

    private void made(String at, BackupPhase phase) {
        backups.add(FinishedBackup.of("notes", Instant.parse(at)).phase(phase).build());
    }

    @Test
    void isMadeByWhatGoverns() {
        Backup byDefault =
                decider().due(NOTES, Instant.parse("2026-11-26T03:00:00Z")).orElseThrow();
        assertThat(byDefault.getMetadata().getNamespace()).isEqualTo("notes");
        assertThat(byDefault.getMetadata().getName()).isEqualTo("scheduled-20261126-030000");
        assertThat(byDefault.getSpec())
                .isEqualTo(new BackupSpec(
                        new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, "default"),
                        BackupScope.NAMESPACE,
                        BackupTrigger.SCHEDULE,
                        false));
        world.policy("notes", "own", "{schedule: {cron: '30 1 * * *'}}")
                .grant("g", "{namespaces: [notes], repositories: [x]}");
        Backup own = decider().due(NOTES, Instant.parse("2026-11-26T03:00:00Z")).orElseThrow();
        assertThat(own.getSpec().policy()).isEqualTo(new PolicyReference(PolicyKind.BACKUP_POLICY, "own"));
        assertThat(own.getMetadata().getName()).isEqualTo("scheduled-20261126-013000");
        Backup whole =
                decider().due(WHOLE, Instant.parse("2026-11-26T03:00:00Z")).orElseThrow();
        assertThat(whole.getMetadata().getName()).isEqualTo("cluster-20261126-030000");
        assertThat(whole.getSpec().scope()).isEqualTo(BackupScope.CLUSTER);
    }

    @Test
    void aNewAppWaitsForTheNextStartAndAnOldOneThatWasNeverBackedUpDoesNot() {
        assertThat(due(NOTES, "2026-11-26T12:00:00Z")).contains("scheduled-20261126-030000");
        born = "2026-11-26T10:00:00Z";
        assertThat(due(NOTES, "2026-11-26T12:00:00Z")).isEmpty();
        assertThat(due(NOTES, "2026-11-27T03:00:00Z")).contains("scheduled-20261127-030000");
    }

    @Test
    void aNewAppIsBackedUpSoonAndOnlyOnce() {
        assertThat(soon("2026-11-26T12:00:00Z"))
                .as("an old one is the timetable's")
                .isEmpty();
        born = "2026-11-26T11:51:00Z";
        assertThat(soon("2026-11-26T12:00:59Z")).isEmpty();
        assertThat(soon("2026-11-26T12:01:00Z"))
                .containsExactlyInAnyOrder(
                        "notes/scheduled-20261126-120100",
                        OWN + "/scheduled-20261126-120100",
                        OWN + "/cluster-20261126-120100");
        assertThat(soon("2026-11-26T12:07:00Z")).as("the same one").contains("notes/scheduled-20261126-120100");
        world.cluster("{suspend: true}");
        assertThat(soon("2026-11-26T12:07:00Z")).isEmpty();
        world.cluster("{schedule: {cron: '0 3 * * *', windows: [{from: '01:00', to: '05:00'}]}}");
        assertThat(soon("2026-11-26T12:07:00Z")).as("not outside of the hours").isEmpty();
        world.cluster(AT_THREE);
        made("2026-11-26T12:01:10Z", BackupPhase.SUCCEEDED);
        assertThat(soon("2026-11-26T12:20:00Z")).hasSize(2).noneMatch(name -> name.startsWith("notes/"));
        assertThat(due(NOTES, "2026-11-27T03:00:00Z")).contains("scheduled-20261127-030000");
    }

    private List<String> soon(String now) {
        return decider().soon(Instant.parse(now)).stream()
                .map(backup -> backup.getMetadata().getNamespace() + "/"
                        + backup.getMetadata().getName())
                .toList();
    }

    @Test
    void whatWasMissedIsMadeUpForOnceUnderTheNameOfTheNewest() {
        made("2026-11-22T03:00:01Z", BackupPhase.SUCCEEDED);
        assertThat(due(NOTES, "2026-11-26T12:00:00Z")).contains("scheduled-20261126-030000");
        assertThat(due(NOTES, "2026-11-26T12:07:00Z"))
                .as("another replica, later")
                .contains("scheduled-20261126-030000");
        made("2026-11-26T12:07:01Z", BackupPhase.FAILED);
        assertThat(due(NOTES, "2026-11-26T13:00:00Z")).isEmpty();
    }

    @Test
    void aClockThatIsBehindMakesNoSecondOne() {
        Backup early =
                decider().due(NOTES, Instant.parse("2026-11-26T03:00:00Z")).orElseThrow();
        early.getMetadata().setCreationTimestamp("2026-11-26T02:59:57Z");
        early.setStatus(FinishedBackup.of("notes", Instant.parse("2026-11-26T03:00:00Z"))
                .build()
                .getStatus());
        backups.add(early);
        assertThat(due(NOTES, "2026-11-26T03:05:00Z")).isEmpty();
    }

    @Test
    void nothingIsMadeWhileOneGoesOnAndThenItIsMadeUpFor() {
        made("2026-11-25T03:00:01Z", BackupPhase.RUNNING);
        assertThat(due(NOTES, "2026-11-26T03:00:00Z")).isEmpty();
        assertThat(decider().wanted(World.NOW)).doesNotContainKey(NOTES.key());
        backups.clear();
        made("2026-11-25T03:00:01Z", BackupPhase.SUCCEEDED);
        assertThat(due(NOTES, "2026-11-26T05:00:00Z")).contains("scheduled-20261126-030000");
    }

    @Test
    void whatCannotOrShallNotRunIsNotMade() {
        for (String cluster : List.of(
                "{suspend: true}",
                "{namespaces: [{names: [notes], action: Exclude, reason: r}]}",
                "{repositories: [{name: nowhere}]}")) {
            world.cluster(cluster);
            assertThat(decider().wanted(World.NOW)).as(cluster).doesNotContainKey(NOTES.key());
            assertThat(due(NOTES, "2026-11-26T12:00:00Z")).as(cluster).isEmpty();
        }
        assertThat(due(new App("gone", BackupScope.NAMESPACE), "2026-11-26T12:00:00Z"))
                .isEmpty();
    }

    @Test
    void aNamespaceThatEndsIsLeftAlone() {
        world.documents().namespaces().getFirst().getMetadata().setDeletionTimestamp("2026-11-26T11:00:00Z");
        assertThat(decider().wanted(World.NOW)).doesNotContainKey(NOTES.key());
    }

    @Test
    void everyAppIsFollowedAndTheWholeCluster() {
        assertThat(decider().wanted(World.NOW))
                .containsOnlyKeys(NOTES.key(), WHOLE.key(), new App(OWN, BackupScope.NAMESPACE).key());
        made("2026-11-26T03:00:01Z", BackupPhase.SUCCEEDED);
        assertThat(decider().wanted(World.NOW).get(NOTES.key()))
                .extracting(Wanted::last)
                .isEqualTo(Optional.of(Instant.parse("2026-11-26T03:00:01Z")));
        assertThat(App.parse(WHOLE.key())).isEqualTo(WHOLE);
    }

    @Test
    void namesOfOthersAndTheFutureDoNotCount() {
        for (String name : List.of(
                "scheduled-20991231-030000", "scheduled-", "scheduled-20261340-999999", "cluster-20261126-030000")) {
            Backup strange = FinishedBackup.of("notes", Instant.parse("2026-11-25T03:00:01Z"))
                    .build();
            strange.getMetadata().setName(name);
            backups.add(strange);
        }
        Backup manual = FinishedBackup.of("notes", Instant.parse("2026-11-26T11:00:00Z"))
                .build();
        manual.setSpec(new BackupSpec(manual.getSpec().policy(), BackupScope.NAMESPACE, BackupTrigger.MANUAL, false));
        backups.add(manual);
        assertThat(due(NOTES, "2026-11-26T12:00:00Z")).contains("scheduled-20261126-030000");
    }

    /** Replicas look at random moments, some of them at a world that is out of date; runs end at random moments. */
    @Test
    void neverTwoOfOneStartNorTwoAtOnce() {
        long seed = System.nanoTime();
        System.out.println("DueDeciderTest seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            world.cluster("{schedule: {cron: '"
                    + List.of("0 3 * * *", "*/20 * * * *", "15 */2 * * *").get(random.nextInt(3)) + "', jitterSeconds: "
                    + random.nextInt(2) * 600 + "}}");
            backups.clear();
            Set<String> names = new HashSet<>();
            Instant now = Instant.parse("2026-11-20T10:00:00Z");
            List<Backup> before = List.of();
            int made = 0;
            while (now.isBefore(Instant.parse("2026-11-23T10:00:00Z"))) {
                now = now.plusSeconds(1 + random.nextInt(3000));
                List<Backup> seen = random.nextInt(4) == 0 ? before : List.copyOf(backups);
                before = List.copyOf(backups);
                Optional<Backup> due = new DueDecider(namespaces(), world.decide(), seen, OWN).due(NOTES, now);
                // The API server refuses a name that is taken.
                if (due.isPresent() && names.add(due.get().getMetadata().getName())) {
                    Backup backup = due.get();
                    if (seen.size() == backups.size()) {
                        assertThat(NOTES.isBusy(backups))
                                .as("seed=%d round=%d", seed, round)
                                .isFalse();
                    }
                    backup.setMetadata(new ObjectMetaBuilder(backup.getMetadata())
                            .withCreationTimestamp(now.toString())
                            .build());
                    backups.add(backup);
                    made++;
                }
                if (random.nextInt(3) > 0) {
                    Instant end = now;
                    backups.forEach(backup -> backup.setStatus(
                            FinishedBackup.of("notes", end).build().getStatus()));
                }
            }
            assertThat(made).as("seed=%d round=%d", seed, round).isBetween(2, 3 * 72);
        }
    }

    private List<Namespace> namespaces() {
        List<Namespace> namespaces = world.documents().namespaces();
        namespaces.forEach(namespace -> namespace.getMetadata().setCreationTimestamp(born));
        return namespaces;
    }

    private List<String> retries(String now) {
        return decider().soon(Instant.parse(now)).stream()
                .map(backup -> backup.getMetadata().getNamespace() + "/"
                        + backup.getMetadata().getName())
                .toList();
    }

    @Test
    void whatLeftNothingIsTriedAgainTheSameNightButNotForEver() {
        made("2026-11-26T03:00:01Z", BackupPhase.FAILED);
        String first = backups.getLast().getMetadata().getName();
        assertThat(retries("2026-11-26T03:30:00Z")).isEmpty();
        assertThat(retries("2026-11-26T03:30:01Z")).containsExactly("notes/" + first + "-retry-1");
        for (int n = 1; n <= 3; n++) {
            made("2026-11-26T0" + (3 + n) + ":00:00Z", BackupPhase.FAILED);
            backups.getLast().getMetadata().setName(first + "-retry-" + n);
            assertThat(retries("2026-11-26T0" + (3 + n) + ":30:00Z"))
                    .isEqualTo(n < 3 ? List.of("notes/" + first + "-retry-" + (n + 1)) : List.of());
        }
        assertThat(due(NOTES, "2026-11-27T03:00:00Z")).contains("scheduled-20261127-030000");
    }

    @Test
    void nothingIsTriedAgainThatLeftSomethingOrGoesOnOrMayNotStart() {
        for (BackupPhase phase : List.of(
                BackupPhase.SUCCEEDED, BackupPhase.PARTIALLY_FAILED, BackupPhase.CANCELLED, BackupPhase.RUNNING)) {
            backups.clear();
            made("2026-11-26T03:00:01Z", phase);
            assertThat(retries("2026-11-26T05:00:00Z")).as("%s", phase).isEmpty();
        }
        made("2026-11-26T03:00:00Z", BackupPhase.FAILED);
        assertThat(retries("2026-11-26T05:00:00Z")).as("one of the app goes on").isEmpty();
        backups.removeFirst();
        world.cluster("{schedule: {cron: '0 3 * * *', windows: [{from: '02:00', to: '04:00'}]}}");
        assertThat(retries("2026-11-26T05:00:00Z")).isEmpty();
        assertThat(retries("2026-11-26T03:59:00Z")).hasSize(1);
    }
}
