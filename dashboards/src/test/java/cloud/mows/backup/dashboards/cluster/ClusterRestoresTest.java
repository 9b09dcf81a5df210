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
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
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
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterRestoresTest {
    private static final Instant NOW = Instant.parse("2026-11-30T04:00:00Z");
    private static final Kinds KINDS = (version, kind) -> Optional.of(kind.toLowerCase(Locale.ROOT) + "s");
    private static final RestoreWish WISH = new RestoreWish("photos", "p-1", null, null, null, null);

    private final MemoryCluster cluster = new MemoryCluster();
    private final ClusterRestores restores = new ClusterRestores(cluster, "care", KINDS, () -> NOW);
    private final Rights own = new OwnRights();

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

    private void store(RestorePlan.NamespaceAction namespace, ObjectStep... objects) {
        PlanText.Stored stored = PlanText.store(
                PlanText.PLAN,
                new RestorePlan(
                        "photos",
                        namespace,
                        List.of(),
                        List.of(),
                        List.of(objects),
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
    }

    @Test
    void aWishIsPlannedAndNothingElse() {
        ClusterRestore made = restores.plan(own, WISH);

        assertThat(made.phase()).isEqualTo(ClusterRestorePhase.Pending);
        assertThat(only().getMetadata().getNamespace()).isEqualTo("care");
        RestoreSpec spec = only().getSpec();
        assertThat(spec.planOnly()).isTrue();
        assertThat(spec.existing()).isEqualTo(Existing.KEEP);
        assertThat(spec.saveFirst()).as("what is replaced is always kept").isTrue();
        assertThat(restores.plan(own, WISH).name())
                .as("of somebody else, in the same second")
                .isNotEqualTo(made.name());
    }

    @Test
    void aPlanShowsFirstWhatDeservesALook() {
        String name = restores.plan(own, WISH).name();
        ObjectReference same = new ObjectReference("v1", "ConfigMap", "a");
        ObjectReference replaced = new ObjectReference("apps/v1", "Deployment", "web");
        store(
                RestorePlan.NamespaceAction.KEEP,
                new ObjectStep(same, ObjectAction.SAME, "", "a"),
                new ObjectStep(replaced, ObjectAction.REPLACE, "image differs", "b"));
        status("{phase: Planned, plan: the-plan}");

        ClusterPlan plan = restores.get(own, name).plan();

        assertThat(plan.objects())
                .containsExactly(
                        new PlannedObject("Deployment", "web", ObjectChange.Replace, "image differs"),
                        new PlannedObject("ConfigMap", "a", ObjectChange.Same, ""));
        assertThat(plan.replaces()).isTrue();
        assertThat(plan.warnings()).containsExactly("be careful");
    }

    @Test
    void onlyWhatIsPlannedGoesOn() {
        String name = restores.plan(own, WISH).name();
        assertThatThrownBy(() -> restores.apply(own, name))
                .isInstanceOf(ApiException.class)
                .hasMessage("restore '" + name + "' does not wait to be let go on: Pending");
        status("{phase: Planned, plan: the-plan}");
        assertThatThrownBy(() -> restores.apply(own, name)).hasMessage("the plan of restore '" + name + "' is gone");
        store(RestorePlan.NamespaceAction.KEEP);

        restores.apply(own, name);

        assertThat(only().getSpec().planOnly()).isFalse();
        assertThatThrownBy(() -> restores.discard(own, name)).hasMessageContaining("is no plan any more");
        restores.cancel(own, name);
        assertThat(only().getSpec().cancel()).isTrue();
    }

    @Test
    void aPlanThatNobodyWantsIsGone() {
        restores.discard(own, restores.plan(own, WISH).name());
        assertThat(cluster.all(Restore.class)).isEmpty();
    }

    @Test
    void aPlanThatTheControllerStillHoldsIsGoneForPeople() {
        String name = restores.plan(own, WISH).name();
        Restore held = only();
        held.getMetadata().setDeletionTimestamp(NOW.toString());
        cluster.put(held);

        assertThat(restores.all(own)).isEmpty();
        assertThatThrownBy(() -> restores.apply(own, name)).hasMessage("there is no restore '" + name + "'");
    }

    @Test
    void saysWhatIsWrongWithAWish() {
        assertThatThrownBy(() -> restores.plan(own, new RestoreWish("photos", null, null, null, true, null)))
                .isInstanceOf(ApiException.class)
                .hasMessage("deleteFiles needs existing: Replace");
        assertThatThrownBy(() -> restores.plan(own, new RestoreWish(null, null, null, null, null, null)))
                .isInstanceOf(ApiException.class)
                .hasMessage("the field 'app' is missing");
        assertThatThrownBy(() -> restores.get(own, "nothing")).hasMessage("there is no restore 'nothing'");
        assertThat(cluster.all(Restore.class)).isEmpty();
    }

    /** As one of the namespaces {@code photos} and {@code beside}. */
    private static Rights owner(String... more) {
        return SomeRights.of(Stream.concat(
                Stream.of(
                        "list backups.backup.k8s.mows.cloud in namespace photos",
                        "create restores.backup.k8s.mows.cloud in namespace photos",
                        "list backups.backup.k8s.mows.cloud in namespace beside",
                        "create restores.backup.k8s.mows.cloud in namespace beside"),
                Stream.of(more)));
    }

    private static RestoreWish into(String target) {
        return new RestoreWish("photos", "p-1", target, null, null, null);
    }

    @Test
    void bothNamespacesHaveToBeOnesOwn() {
        assertThat(restores.plan(owner(), into("beside")).target()).isEqualTo("beside");
        assertThatThrownBy(() -> restores.plan(owner(), into("finance")))
                .as("what is there is replaced or shown")
                .hasMessageContaining("create restores.backup.k8s.mows.cloud in namespace finance")
                .hasMessageContaining("list backups.backup.k8s.mows.cloud in namespace finance");
        assertThatThrownBy(() -> restores.plan(
                        SomeRights.of(Stream.of(
                                "list backups.backup.k8s.mows.cloud in namespace photos",
                                "list backups.backup.k8s.mows.cloud in namespace mine",
                                "create restores.backup.k8s.mows.cloud in namespace mine")),
                        into("mine")))
                .as("whoever only sees an app does not get its secrets by having it put where they can read them")
                .hasMessageContaining("create restores.backup.k8s.mows.cloud in namespace photos");
        assertThatThrownBy(() -> restores.plan(owner(), new RestoreWish("finance", null, "beside", null, null, null)))
                .as("not even whether there is such an app")
                .hasMessage("there is no app 'finance'");
        assertThatThrownBy(() -> restores.plan(owner(), new RestoreWish("", null, null, null, null, null)))
                .hasMessage("there is no app ''");
        assertThatThrownBy(() -> restores.plan(owner(), into(""))).hasMessage("the field 'targetNamespace' is empty");
        assertThat(cluster.all(Restore.class)).hasSize(1);
    }

    @Test
    void whatIsMadeIsWhatOneMayMake() {
        String name = restores.plan(owner(), WISH).name();
        store(
                RestorePlan.NamespaceAction.KEEP,
                new ObjectStep(new ObjectReference("v1", "Namespace", "photos"), ObjectAction.SAME, "", "n"),
                new ObjectStep(new ObjectReference("v1", "ConfigMap", "a"), ObjectAction.CREATE, "", "a"),
                new ObjectStep(new ObjectReference("apps/v1", "Deployment", "b"), ObjectAction.REPLACE, "", "b"),
                new ObjectStep(new ObjectReference("batch/v1", "Job", "c"), ObjectAction.SAME, "", "c"),
                new ObjectStep(new ObjectReference("example.org/v1", "Thing", "d"), ObjectAction.LEFT_OUT, "", "d"));
        status("{phase: Planned, plan: the-plan}");

        assertThat(restores.get(owner(), name).missingToApply())
                .containsExactly(
                        "create configmaps in namespace photos",
                        "create deployments.apps in namespace photos",
                        "update deployments.apps in namespace photos");
        assertThatThrownBy(() -> restores.apply(owner("create configmaps in namespace photos"), name))
                .hasMessage(
                        "you may not do that: the right to create deployments.apps in namespace photos, the right to"
                                + " update deployments.apps in namespace photos is missing");
        assertThat(only().getSpec().planOnly()).isTrue();
        restores.apply(
                owner(
                        "create configmaps in namespace photos",
                        "create deployments.apps in namespace photos",
                        "update deployments.apps in namespace photos"),
                name);
        assertThat(only().getSpec().planOnly()).isFalse();
    }

    @Test
    void whoMayRestoreAnythingByHandMayOnThePage() {
        String name = restores.plan(owner(), WISH).name();
        store(
                RestorePlan.NamespaceAction.CREATE,
                new ObjectStep(new ObjectReference("v1", "ConfigMap", "a"), ObjectAction.CREATE, "", "a"));
        status("{phase: Planned, plan: the-plan}");

        assertThatThrownBy(() -> restores.apply(owner(), name)).hasMessageContaining("create namespaces");
        restores.apply(owner("create restores.backup.k8s.mows.cloud in namespace care"), name);
        assertThat(only().getSpec().planOnly()).isFalse();
    }

    @Test
    void rightsInABackupAreNotGivenToWhoDoesNotHaveThem() {
        String name = restores.plan(owner(), WISH).name();
        store(
                RestorePlan.NamespaceAction.CREATE,
                new ObjectStep(
                        new ObjectReference("rbac.authorization.k8s.io/v1", "RoleBinding", "a"),
                        // Deleted after it was planned, it would be made.
                        ObjectAction.DIFFERENT,
                        "",
                        "a"),
                new ObjectStep(
                        new ObjectReference("rbac.authorization.k8s.io/v1", "Role", "b"),
                        ObjectAction.CREATE,
                        "",
                        "b"));
        status("{phase: Planned, plan: the-plan}");

        assertThat(restores.get(owner(), name).missingToApply())
                .containsExactly(
                        "create namespaces in the whole cluster",
                        "create rolebindings.rbac.authorization.k8s.io in namespace photos",
                        "bind clusterroles.rbac.authorization.k8s.io in the whole cluster",
                        "bind roles.rbac.authorization.k8s.io in namespace photos",
                        "create roles.rbac.authorization.k8s.io in namespace photos",
                        "escalate roles.rbac.authorization.k8s.io in namespace photos");
    }

    @Test
    void aKindThatIsNotServedIsForThoseWhoMayDoEverything() {
        ClusterRestores unserved = new ClusterRestores(cluster, "care", (version, kind) -> Optional.empty(), () -> NOW);
        String name = unserved.plan(owner(), WISH).name();
        store(
                RestorePlan.NamespaceAction.KEEP,
                new ObjectStep(new ObjectReference("example.org/v1", "Thing", "a"), ObjectAction.CREATE, "", "a"));
        status("{phase: Planned, plan: the-plan}");

        assertThat(unserved.get(owner(), name).missingToApply())
                .containsExactly("create Thing.example.org in namespace photos");
    }

    @Test
    void whoSeesOnlyOneOfTheNamespacesSeesNoRestoreBetweenThem() {
        String name = restores.plan(own, into("finance")).name();

        assertThat(restores.all(owner())).isEmpty();
        assertThatThrownBy(() -> restores.get(owner(), name)).hasMessage("there is no restore '" + name + "'");
        assertThatThrownBy(() -> restores.cancel(owner(), name)).hasMessage("there is no restore '" + name + "'");
        assertThatThrownBy(() -> restores.discard(owner(), name)).hasMessage("there is no restore '" + name + "'");
        assertThat(restores.all(SomeRights.of(Stream.of("list backups.backup.k8s.mows.cloud in the whole cluster"))))
                .hasSize(1);
    }
}
