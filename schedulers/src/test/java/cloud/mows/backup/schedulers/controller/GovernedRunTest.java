package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.ProviderName;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import cloud.mows.backup.schedulers.run.ClaimVerdict;
import cloud.mows.backup.schedulers.run.RunSettings;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GovernedRunTest {
    private final World world = new World()
            .namespace("notes")
            .namespace("photos")
            .repository("offsite")
            .repository("usb-disk");
    private final Backup pending = backup("notes", 0, BackupPhase.PENDING);

    private static Backup backup(String namespace, int age, BackupPhase phase) {
        return FinishedBackup.of(namespace, World.NOW.minusSeconds(age))
                .phase(phase)
                .build();
    }

    private RunSettings settings(Backup of, Backup... others) {
        List<Backup> all = new ArrayList<>(List.of(others));
        all.add(of);
        return GovernedRun.settings(
                of,
                new ClusterView.Observation(world.documents(), world.decide(), all, List.of(), Map.of(), World.NOW));
    }

    private static PersistentVolumeClaim claim(String name, String label) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("kind", label))
                .endMetadata()
                .build();
    }

    @Test
    void anAppThatIsHeldWaitsForSnapshotsNoLongerThanItWants() {
        world.policy(
                        "notes",
                        "notes",
                        "{holdDeadlineSeconds: 7, hooks: [{name: h, podSelector: {matchLabels: {a: b}}, pre: {command: [sync]}}]}")
                .grant("g", "{namespaces: [notes], repositories: [offsite, usb-disk], allowHooks: true}");
        assertThat(settings(pending).snapshotDeadline()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings(pending).hooks()).extracting(Hook::name).containsExactly("h");
    }

    @Test
    void hooksThatNoGrantAllowsAreNotRun() {
        world.policy("notes", "notes", "{hooks: [{name: h, container: c, pre: {command: [sync]}}]}")
                .grant("g", "{namespaces: [notes], repositories: [offsite, usb-disk]}");
        assertThat(settings(pending).hooks()).isEmpty();
    }

    @Test
    void isWhatGoverns() {
        world.cluster("{volumes: [{names: ['*-cache'], action: Exclude, reason: caches}], concurrentBackups: 5}")
                .policy(
                        "notes",
                        "notes",
                        "{repositories: [{name: usb-disk}], activeDeadlineSeconds: 600, holdDeadlineSeconds: 7,"
                                + " volumes: [{labelSelector: {matchLabels: {kind: db}}, provider: CSI},"
                                + " {names: [live], provider: Live, excludeFiles: ['*.tmp']}]}")
                .grant("g", "{namespaces: [notes], repositories: [usb-disk]}");
        RunSettings settings = settings(pending);
        assertThat(settings.targets()).containsExactly("usb-disk");
        assertThat(settings.repositories()).containsOnlyKeys("offsite", "usb-disk");
        assertThat(settings.obstacle()).isEmpty();
        assertThat(settings.snapshotDeadline()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(600));
        assertThat(settings.runsMax()).isEqualTo(5);
        assertThat(settings.claims().apply(claim("data", "db")))
                .isEqualTo(new ClaimVerdict.Include(Optional.of(ProviderName.CSI), List.of()));
        assertThat(settings.claims().apply(claim("live", "x")))
                .isEqualTo(new ClaimVerdict.Include(Optional.of(ProviderName.LIVE), List.of("*.tmp")));
        assertThat(settings.claims().apply(claim("web-cache", "x")))
                .isEqualTo(new ClaimVerdict.Exclude("ClusterBackupPolicy default", "caches"));
        assertThat(settings.claims().apply(claim("files", "x"))).isEqualTo(ClaimVerdict.INCLUDED);
    }

    @Test
    void aRepositoryThatCannotBeUsedNowIsPromisedAllTheSame() {
        world.repository("broken", "", "False");
        RunSettings some = settings(pending);
        assertThat(some.targets()).containsExactlyInAnyOrder("broken", "offsite", "usb-disk");
        assertThat(some.objections()).containsExactly(Map.entry("broken", "Repository broken is not ready"));
        assertThat(some.obstacle()).isEmpty();
        World none = new World().namespace("notes").repository("broken", "", "False");
        RunSettings settings = GovernedRun.settings(
                pending,
                new ClusterView.Observation(
                        none.documents(), none.decide(), List.of(pending), List.of(), Map.of(), World.NOW));
        assertThat(settings.obstacle()).contains("Repository broken is not ready");
    }

    /** They can never begin, so nobody waits for them. */
    @Test
    void thoseOfExcludedNamespacesKeepNobodyWaiting() {
        world.namespace("big")
                .cluster("{namespaces: [{names: [big], action: Exclude, reason: big}], concurrentBackups: 1}");
        Backup never = backup("big", 60, BackupPhase.PENDING);
        assertThat(settings(pending, never).obstacle()).isEmpty();
        assertThat(settings(never, pending).obstacle())
                .contains("ClusterBackupPolicy default leaves the namespace out: big");
    }

    @Test
    void waitsForItsTurn() {
        world.cluster("{concurrentBackups: 1}");
        assertThat(settings(pending, backup("photos", 60, BackupPhase.RUNNING)).obstacle())
                .contains("there may be no more than 1 backups at the same time (concurrentBackups)");
        assertThat(settings(pending, backup("photos", 60, BackupPhase.SUCCEEDED))
                        .obstacle())
                .isEmpty();
        World disk = new World()
                .namespace("notes")
                .namespace("photos")
                .repository("disk", ", limits: {concurrentBackups: 1}", "True");
        Backup running = backup("photos", 60, BackupPhase.RUNNING);
        assertThat(GovernedRun.settings(
                                pending,
                                new ClusterView.Observation(
                                        disk.documents(),
                                        disk.decide(),
                                        List.of(running, pending),
                                        List.of(),
                                        Map.of(),
                                        World.NOW))
                        .obstacle())
                .contains("no more than 1 backups may use Repository disk at the same time (its concurrentBackups)");
    }

    @Test
    void oneOfANamespaceThatIsLeftOutWaits() {
        world.cluster("{namespaces: [{names: [notes], action: Exclude, reason: big}]}");
        RunSettings settings = settings(pending);
        assertThat(settings.obstacle()).contains("ClusterBackupPolicy default leaves the namespace out: big");
        assertThat(settings.targets()).isEmpty();
        Backup unseen = backup("unseen", 0, BackupPhase.PENDING);
        assertThat(settings(unseen).obstacle()).contains("its namespace was not there yet");
    }
}
