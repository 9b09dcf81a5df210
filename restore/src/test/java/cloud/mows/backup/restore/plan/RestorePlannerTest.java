package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerEntry.Outcome;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RestorePlannerTest {
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: files, namespace: photos, uid: c}
            spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: pv-1, resources: {requests: {storage: 1Gi}}}
            status: {capacity: {storage: 2Gi}}
            """;

    private final Live live = new Live();

    private RestorePlan plan(List<LedgerEntry> ledger, String... objects) {
        return plan(PlanOptions.KEEP, live, ledger, objects);
    }

    static RestorePlan plan(PlanOptions options, Live live, List<LedgerEntry> ledger, String... objects) {
        RestorePlanner planner = new RestorePlanner("photos", live, options);
        ledger.forEach(planner::add);
        for (int i = 0; i < objects.length; i++) {
            planner.add(new SavedObject("kind/" + i + ".json", (ObjectNode) Live.yaml(objects[i])));
        }
        return planner.plan();
    }

    private ObjectStep only(String object) {
        return plan(List.of(), object).objects().getFirst();
    }

    private static LedgerEntry volume(Outcome outcome, String reason) {
        return new LedgerEntry(
                "volume", "files", outcome, "the policy", reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String named(String kind, String apiVersion, String name, String more) {
        return "{apiVersion: " + apiVersion + ", kind: " + kind + ", metadata: {name: " + name + ", namespace: photos"
                + more + "}}";
    }

    @Test
    void whatIsNotThereIsMade() {
        RestorePlan plan = plan(List.of(), named("ConfigMap", "v1", "settings", ""));
        assertThat(plan.namespace()).isEqualTo(RestorePlan.NamespaceAction.CREATE);
        assertThat(plan.objects())
                .containsExactly(new ObjectStep(
                        new ObjectReference("v1", "ConfigMap", "settings"), ObjectAction.CREATE, "", "kind/0.json"));
    }

    @Test
    void whatIsThereStaysAndIsCompared() {
        live.with(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: photos, uid: new}, data: {x: '1'}}");
        live.with("{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: photos}, data: {x: '2', y: '3'}}");
        RestorePlan plan = plan(
                List.of(),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: photos, uid: old}, data: {x: '1'}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: photos}, data: {x: '1'}}");
        assertThat(plan.namespace()).isEqualTo(RestorePlan.NamespaceAction.KEEP);
        assertThat(plan.objects())
                .extracting(ObjectStep::action)
                .containsExactly(ObjectAction.SAME, ObjectAction.DIFFERENT);
        assertThat(plan.objects().getLast().reason())
                .as("places, and no values: they may be secret")
                .isEqualTo("differs in data.x, data.y");
    }

    @Test
    void whatIsBeingDeletedIsNotTakenForThere() {
        live.with("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: photos, deletionTimestamp: now}}");
        assertThat(only(named("ConfigMap", "v1", "a", "")).reason()).isEqualTo("it is being deleted");
    }

    @Test
    void runsThatHaveEndedDoNotRunAgain() {
        assertThat(
                        only("{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: photos}, status: {phase: Succeeded}}")
                                .action())
                .isEqualTo(ObjectAction.LEFT_OUT);
        assertThat(only("{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: photos},"
                                + " status: {conditions: [{type: Complete, status: 'True'}]}}")
                        .action())
                .isEqualTo(ObjectAction.LEFT_OUT);
        assertThat(only("{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: photos},"
                                + " status: {conditions: [{type: Suspended, status: 'True'}]}}")
                        .action())
                .isEqualTo(ObjectAction.CREATE);
    }

    @Test
    void aKindThatTheClusterDoesNotKnowIsTold() {
        assertThat(only(named("Unknown", "example.org/v1", "x", "")))
                .isEqualTo(new ObjectStep(
                        new ObjectReference("example.org/v1", "Unknown", "x"),
                        ObjectAction.IMPOSSIBLE,
                        "the cluster does not know Unknown of example.org/v1",
                        "kind/0.json"));
    }

    /** A backup comes from outside: whoever can write the repository must not get further than the app. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: kube-system}}"
                        + "| it says that it belongs to namespace kube-system",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: x}}"
                        + "| it belongs to no namespace",
                "{apiVersion: v1, kind: Secret, metadata: {name: ../../x, namespace: photos}}"
                        + "| an object cannot have that name",
                "{apiVersion: v1, kind: Secret, metadata: {name: '%2e%2e', namespace: photos}}"
                        + "| an object cannot have that name",
                "{apiVersion: v1, kind: Secret, metadata: {name: '..', namespace: photos}}"
                        + "| an object cannot have that name",
                "{apiVersion: v1/../../x, kind: Secret, metadata: {name: x, namespace: photos}} | the file is no object",
                "{apiVersion: v1, kind: a/b, metadata: {name: x, namespace: photos}} | the file is no object",
                "{hello: world} | the file is no object",
            })
    void strangersAreRefused(String object, String reason) {
        ObjectStep step = only(object);
        assertThat(step.action()).isEqualTo(ObjectAction.IMPOSSIBLE);
        assertThat(step.reason()).isEqualTo(reason);
    }

    @Test
    void theNamespaceItselfComesFirstAndNoOther() {
        RestorePlan plan = plan(
                List.of(),
                named("ServiceAccount", "v1", "default", ""),
                "{apiVersion: v1, kind: Namespace, metadata: {name: photos, labels: {a: b}}, spec: {finalizers: [kubernetes]}}",
                "{apiVersion: v1, kind: Namespace, metadata: {name: kube-system}}");
        assertThat(plan.objects())
                .extracting(ObjectStep::object, ObjectStep::action)
                .containsExactly(
                        tuple(new ObjectReference("v1", "Namespace", "kube-system"), ObjectAction.IMPOSSIBLE),
                        tuple(new ObjectReference("v1", "Namespace", "photos"), ObjectAction.CREATE),
                        tuple(new ObjectReference("v1", "ServiceAccount", "default"), ObjectAction.CREATE));
    }

    @Test
    void rolesMayHaveColonsInTheirNames() {
        assertThat(only(named("Role", "rbac.authorization.k8s.io/v1", "'system:x'", ""))
                        .action())
                .isEqualTo(ObjectAction.CREATE);
    }

    @Test
    void aVolumeIsFilledWithTheSizeThatItHad() {
        RestorePlan plan = plan(List.of(volume(Outcome.CAPTURED, "")), CLAIM);
        assertThat(plan.volumes())
                .containsExactly(new VolumeStep(
                        "files", VolumeStep.Action.FILL, "fast", "2Gi", List.of("ReadWriteOnce"), false, ""));
        assertThat(plan.objects().getFirst().action()).isEqualTo(ObjectAction.CREATE);
    }

    @Test
    void aVolumeWhoseDataIsMissingNeverComesBackEmpty() {
        RestorePlan failed = plan(List.of(volume(Outcome.FAILED, "it was locked")), CLAIM);
        assertThat(failed.volumes().getFirst().action()).isEqualTo(VolumeStep.Action.IMPOSSIBLE);
        assertThat(failed.objects().getFirst().reason())
                .isEqualTo("its data is not in the restore point: it was locked");
        assertThat(failed.gaps()).containsExactly("volume files: it was locked");
        assertThat(plan(List.of(), CLAIM).objects().getFirst().action()).isEqualTo(ObjectAction.IMPOSSIBLE);
        RestorePlan excused = plan(List.of(volume(Outcome.EXCUSED, "a cache")), CLAIM);
        assertThat(excused.volumes().getFirst().action()).isEqualTo(VolumeStep.Action.EMPTY);
        assertThat(excused.volumes().getFirst().reason())
                .isEqualTo("it comes back empty: the policy left it out: a cache");
    }

    @Test
    void aVolumeOfAnUnknownStorageClassIsTold() {
        RestorePlan plan = plan(List.of(volume(Outcome.CAPTURED, "")), CLAIM.replace("fast", "gone"));
        assertThat(plan.objects().getFirst().reason()).isEqualTo("the cluster has no storage class gone");
    }

    @Test
    void aClaimThatIsThereKeepsItsVolume() {
        live.with(CLAIM);
        RestorePlan plan = plan(List.of(volume(Outcome.CAPTURED, "")), CLAIM);
        assertThat(plan.volumes().getFirst().action()).isEqualTo(VolumeStep.Action.KEEP);
        assertThat(plan.objects().getFirst().action()).isEqualTo(ObjectAction.SAME);
    }

    @Test
    void theClaimOfAnotherNamespaceGetsNoVolume() {
        RestorePlan plan =
                plan(List.of(volume(Outcome.CAPTURED, "")), CLAIM.replace("namespace: photos", "namespace: bank"));
        assertThat(plan.volumes()).isEmpty();
    }

    @Test
    void whatOthersNeedComesFirstAndOwnersComeBeforeWhatTheyOwn() {
        RestorePlan plan = plan(
                List.of(volume(Outcome.CAPTURED, "")),
                named("Deployment", "apps/v1", "web", ", uid: d"),
                named("Service", "v1", "web", ""),
                named("Endpoints", "v1", "web", ""),
                named("Widget", "example.org/v1", "w", ", uid: w"),
                named("ConfigMap", "v1", "made", ", ownerReferences: [{kind: Widget, name: w, uid: w}]"),
                CLAIM,
                named("Secret", "v1", "key", ""),
                named("ServiceAccount", "v1", "me", ""),
                named("Ingress", "networking.k8s.io/v1", "web", ""));
        assertThat(plan.objects())
                .extracting(step -> step.object().kind())
                .containsExactly(
                        "ServiceAccount",
                        "Secret",
                        "Widget",
                        "ConfigMap",
                        "PersistentVolumeClaim",
                        "Endpoints",
                        "Service",
                        "Deployment",
                        "Ingress");
    }

    @Test
    void aRingOfOwnersIsCut() {
        assertThat(plan(
                                List.of(),
                                named("Widget", "e.org/v1", "a", ", uid: a, ownerReferences: [{uid: b}]"),
                                named("Widget", "e.org/v1", "b", ", uid: b, ownerReferences: [{uid: a}]"))
                        .objects())
                .hasSize(2);
    }
}
