package cloud.mows.backup.dashboards.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.dashboards.cluster.ClusterPlan.ObjectChange;
import cloud.mows.backup.dashboards.cluster.ClusterPlan.PlannedObject;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.restore.plan.ObjectAction;
import cloud.mows.backup.restore.plan.ObjectReference;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.RestorePlan;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterRestoresTest {
    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final RestoreWish WISH = new RestoreWish("photos", "p-1", null, null, null, null);

    private final MemoryCluster cluster = new MemoryCluster();
    private final ClusterRestores restores = new ClusterRestores(cluster, "care", () -> NOW);

    ClusterRestoresTest() {
        cluster.onCreate(object -> object.getMetadata().setCreationTimestamp(NOW.toString()));
    }

    private Restore only() {
        return cluster.all(Restore.class).getFirst();
    }

    /** What the controller would say. */
    private void status(String yaml) {
        Restore restore = only();
        restore.setStatus(Serialization.unmarshal("#\n" + yaml, RestoreStatus.class));
        cluster.put(restore);
    }

    @Test
    void aWishIsPlannedAndNothingElse() {
        ClusterRestore made = restores.plan(WISH);

        assertThat(made.phase()).isEqualTo(ClusterRestorePhase.Pending);
        assertThat(only().getMetadata().getNamespace()).isEqualTo("care");
        RestoreSpec spec = only().getSpec();
        assertThat(spec.planOnly()).isTrue();
        assertThat(spec.existing()).isEqualTo(Existing.KEEP);
        assertThat(spec.saveFirst()).as("what is replaced is always kept").isTrue();
        assertThat(restores.plan(WISH).name())
                .as("of somebody else, in the same second")
                .isNotEqualTo(made.name());
    }

    @Test
    void aPlanShowsFirstWhatDeservesALook() {
        String name = restores.plan(WISH).name();
        ObjectReference same = new ObjectReference("v1", "ConfigMap", "a");
        ObjectReference replaced = new ObjectReference("apps/v1", "Deployment", "web");
        PlanText.Stored stored = PlanText.store(
                PlanText.PLAN,
                new RestorePlan(
                        "photos",
                        RestorePlan.NamespaceAction.KEEP,
                        List.of(),
                        List.of(),
                        List.of(
                                new ObjectStep(same, ObjectAction.SAME, "", "a"),
                                new ObjectStep(replaced, ObjectAction.REPLACE, "image differs", "b")),
                        List.of(),
                        List.of("be careful"),
                        List.of()));
        cluster.put(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("care")
                .withName("the-plan")
                .endMetadata()
                .withData(stored.data())
                .build());
        status("{phase: Planned, plan: the-plan}");

        ClusterPlan plan = restores.get(name).plan();

        assertThat(plan.objects())
                .containsExactly(
                        new PlannedObject("Deployment", "web", ObjectChange.Replace, "image differs"),
                        new PlannedObject("ConfigMap", "a", ObjectChange.Same, ""));
        assertThat(plan.replaces()).isTrue();
        assertThat(plan.warnings()).containsExactly("be careful");
    }

    @Test
    void onlyWhatIsPlannedGoesOn() {
        String name = restores.plan(WISH).name();
        assertThatThrownBy(() -> restores.apply(name))
                .isInstanceOf(ApiException.class)
                .hasMessage("restore '" + name + "' does not wait to be let go on: Pending");
        status("{phase: Planned}");

        restores.apply(name);

        assertThat(only().getSpec().planOnly()).isFalse();
        assertThatThrownBy(() -> restores.discard(name)).hasMessageContaining("is no plan any more");
        restores.cancel(name);
        assertThat(only().getSpec().cancel()).isTrue();
    }

    @Test
    void aPlanThatNobodyWantsIsGone() {
        restores.discard(restores.plan(WISH).name());
        assertThat(cluster.all(Restore.class)).isEmpty();
    }

    @Test
    void aPlanThatTheControllerStillHoldsIsGoneForPeople() {
        String name = restores.plan(WISH).name();
        Restore held = only();
        held.getMetadata().setDeletionTimestamp(NOW.toString());
        cluster.put(held);

        assertThat(restores.all()).isEmpty();
        assertThatThrownBy(() -> restores.apply(name)).hasMessage("there is no restore '" + name + "'");
    }

    @Test
    void saysWhatIsWrongWithAWish() {
        assertThatThrownBy(() -> restores.plan(new RestoreWish("photos", null, null, null, true, null)))
                .isInstanceOf(ApiException.class)
                .hasMessage("deleteFiles needs existing: Replace");
        assertThatThrownBy(() -> restores.plan(new RestoreWish(null, null, null, null, null, null)))
                .isInstanceOf(ApiException.class)
                .hasMessage("the field 'app' is missing");
        assertThatThrownBy(() -> restores.get("nothing")).hasMessage("there is no restore 'nothing'");
        assertThat(cluster.all(Restore.class)).isEmpty();
    }
}
