package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicyStatus;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.schedulers.FinishedBackup;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From documents to the statuses that are applied, through the reconcilers and an API server in memory. */
final class PoliciesTest {
    private static final Instant LAST_NIGHT = Instant.parse("2026-11-26T03:30:00Z");
    private static final String GRANT = "{namespaces: [notes], repositories: [offsite]}";

    /** No reconciler of these asks it for anything. */
    @SuppressWarnings("NullAway")
    private static <T extends CustomResource<?, ?>> @Nullable Context<T> none() {
        return null;
    }

    private final World world =
            new World().namespace("notes").namespace("photos").repository("offsite");
    private Instant now = World.NOW.plusNanos(123_456_789);

    private MemoryCluster cluster(Backup... backups) {
        MemoryCluster cluster = new MemoryCluster();
        var documents = world.documents();
        documents.namespaces().forEach(cluster::put);
        documents.policies().forEach(cluster::put);
        documents.grants().forEach(cluster::put);
        documents.repositories().forEach(cluster::put);
        documents.cluster().ifPresent(cluster::put);
        List.of(backups).forEach(cluster::put);
        cluster.put(new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("notes")
                .withName("files")
                .withUid("uid-files")
                .endMetadata()
                .build());
        return cluster;
    }

    private ClusterView view(MemoryCluster cluster) {
        return new ClusterView(cluster, () -> now);
    }

    /** As the API server would store it, and that nothing is applied a second time. */
    private <S, T extends CustomResource<?, S>> S settle(Reconciler<T> reconciler, T document) throws Exception {
        UpdateControl<T> first = reconciler.reconcile(document, none());
        T applied = first.getResource().orElseThrow();
        assertThat(first.isPatchStatus()).isTrue();
        assertThat(applied.getMetadata().getName())
                .isEqualTo(document.getMetadata().getName());
        assertThat(applied.getMetadata().getNamespace())
                .isEqualTo(document.getMetadata().getNamespace());
        assertThat(applied.getMetadata().getResourceVersion()).isNull();
        document.setStatus(Serialization.clone(applied).getStatus());
        now = now.plusSeconds(60);
        assertThat(reconciler.reconcile(document, none()).isNoUpdate()).isTrue();
        return document.getStatus();
    }

    private static String say(List<Condition> conditions) {
        return String.join(
                "\n",
                conditions.stream()
                        .map(condition -> condition.type() + " " + condition.status() + " " + condition.reason() + ": "
                                + condition.message())
                        .toList());
    }

    private BackupPolicyStatus policy(Backup... backups) throws Exception {
        BackupPolicy policy = world.documents().policies().getFirst();
        return settle(new BackupPolicyReconciler(view(cluster(backups))), policy);
    }

    @Test
    void aRequestSaysWhatIsMissing() throws Exception {
        world.policy("notes", "notes", "{schedule: {cron: '0 5 * * *'}}");
        BackupPolicyStatus status = policy();
        assertThat(say(status.conditions())).isEqualTo("""
                        Granted FALSE NoGrant: no BackupGrant names namespace notes. Until that is put right, the ClusterBackupPolicy governs.
                        Ready FALSE NotGranted: No BackupGrant covers it: see the condition Granted.""");
        assertThat(status.schedule()).isNull();
        assertThat(status.nextScheduleTime()).isNull();
        assertThat(status.repositories()).isEmpty();
    }

    /** Applied from an observation that is a moment old, it could undo a newer one. */
    @Test
    void aDenialIsShownAndNeverApplied() {
        world.policy("notes", "notes", "{}");
        BackupPolicy policy = world.documents().policies().getFirst();
        policy.getMetadata().setGeneration(1L);
        Denial denial = new Denial(1, "too often", World.NOW);
        policy.setStatus(
                new BackupPolicyStatus(null, List.of(), null, denial, null, List.of(), null, null, null, null));
        BackupPolicyStatus applied = new BackupPolicyReconciler(view(cluster()))
                .reconcile(policy, none())
                .getResource()
                .orElseThrow()
                .getStatus();
        assertThat(say(applied.conditions()))
                .startsWith("Granted FALSE Denied: The administrator denied it: \"too often\".");
        assertThat(applied.denial()).isNull();
    }

    /** It changes no generation, and would be seen minutes later. */
    @Test
    void aDenialIsSeenAtOnce() {
        assertThat(BackupPolicyReconciler.class
                        .getAnnotation(ControllerConfiguration.class)
                        .generationAwareEventProcessing())
                .isFalse();
    }

    @Test
    void aPolicyThatGovernsSaysWhatHolds() throws Exception {
        world.policy("notes", "notes", "{schedule: {cron: '0 5 * * *', jitterSeconds: 0}}")
                .grant("g", GRANT);
        Backup good = FinishedBackup.of("notes", LAST_NIGHT)
                .by("notes")
                .objects("offsite")
                .build();
        Backup gaps = FinishedBackup.of("notes", LAST_NIGHT.plusSeconds(3600))
                .by("notes")
                .phase(BackupPhase.PARTIALLY_FAILED)
                .build();
        Backup others = FinishedBackup.of("photos", LAST_NIGHT.plusSeconds(7200))
                .by("notes")
                .build();
        BackupPolicyStatus status = policy(good, gaps, others);
        assertThat(say(status.conditions())).isEqualTo("""
                        Granted TRUE Covered: BackupGrant g covers all that is asked for.
                        Ready TRUE Ready: The next backup can run.
                        Protected TRUE Recent: The newest complete backup is of 2026-11-26T03:30:00Z.""");
        assertThat(status.grant()).isEqualTo("g");
        assertThat(status.schedule()).isEqualTo("0 5 * * * Etc/UTC");
        assertThat(status.repositories()).containsExactly("offsite");
        assertThat(status.lastBackup()).isEqualTo(gaps.getMetadata().getName());
        assertThat(status.lastSuccessfulTime()).isEqualTo(LAST_NIGHT);
        assertThat(status.lastScheduleTime()).isEqualTo(LAST_NIGHT.plusSeconds(3600));
        assertThat(status.nextScheduleTime()).isEqualTo("2026-11-27T05:00:00Z");
        assertThat(status.conditions())
                .extracting(Condition::lastTransitionTime)
                .containsOnly(World.NOW);
    }

    @Test
    void withoutARecentBackupItIsNotProtected() throws Exception {
        world.policy("notes", "notes", "{schedule: {cron: '0 5 * * *', jitterSeconds: 0}}")
                .grant("g", GRANT);
        assertThat(policy().conditions().getLast().reason()).isEqualTo("NoBackup");
        Backup old = FinishedBackup.of("notes", Instant.parse("2026-11-25T04:59:59Z"))
                .by("notes")
                .objects("offsite")
                .build();
        world.documents().policies().getFirst().setStatus(null);
        Condition last = policy(old).conditions().getLast();
        assertThat(last.reason()).isEqualTo("TooOld");
        assertThat(last.status()).isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void whatIsSuspendedHasNoNextTime() throws Exception {
        world.policy("notes", "notes", "{suspend: true}").grant("g", GRANT);
        assertThat(policy().nextScheduleTime()).isNull();
    }

    @Test
    void aPolicyThatIsGoneMeanwhileIsLeftAlone() {
        BackupPolicy gone =
                new World().policy("notes", "gone", "{}").documents().policies().getFirst();
        assertThat(new BackupPolicyReconciler(view(cluster()))
                        .reconcile(gone, none())
                        .isNoUpdate())
                .isTrue();
    }

    @Test
    void theDefaultSaysWhatIsCovered() throws Exception {
        world.cluster(
                "{schedule: {cron: '0 2 * * *', jitterSeconds: 0}, namespaces: [{names: [photos], action: Exclude, reason: big}]}");
        ClusterBackupPolicy policy = world.documents().cluster().orElseThrow();
        MemoryCluster cluster = cluster(
                FinishedBackup.of("notes", LAST_NIGHT).objects("offsite").build());
        var status = settle(new ClusterBackupPolicyReconciler(view(cluster)), policy);
        assertThat(say(status.conditions())).isEqualTo("""
                        Ready TRUE Ready: The next backup can run.
                        Covered FALSE Gaps: 2 of 3 namespaces and volumes are not protected: claim notes/files (no backup of it has ended yet), \
                        namespace notes (volume files: no backup of it has ended yet).""");
        assertThat(status.namespaces()).isEqualTo(1);
        assertThat(status.excludedNamespaces()).isEqualTo(1);
        assertThat(status.nextScheduleTime()).isEqualTo("2026-11-27T02:00:00Z");
    }

    @Test
    void aGrantSaysWhatItIsUsedFor() throws Exception {
        world.grant("g", "{namespaces: [notes], repositories: [offsite, vault]}")
                .policy("notes", "notes", "{}");
        BackupGrant grant = world.documents().grants().getFirst();
        var status = settle(new BackupGrantReconciler(view(cluster())), grant);
        assertThat(say(status.conditions())).isEqualTo("Ready FALSE RepositoryUnknown: There is no Repository vault.");
        assertThat(status.policies()).isEqualTo(1);
    }
}
