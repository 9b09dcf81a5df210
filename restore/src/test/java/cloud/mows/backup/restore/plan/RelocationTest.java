package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerEntry.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An app beside itself. */
final class RelocationTest {
    private static final Relocation COPY = new Relocation("photos", "copy", Map.of("fast", "slow"));

    private final Live live = new Live();

    private static JsonNode moved(String yaml) {
        return COPY.move(new SavedObject("x.json", (ObjectNode) Live.yaml(yaml)))
                .json();
    }

    @Test
    void referencesToTheOwnNamespaceMoveAndOthersDoNot() {
        assertThat(moved("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: web, namespace: photos, labels: {app: photos}}
                roleRef: {kind: ClusterRole, name: photos}
                subjects: [{kind: ServiceAccount, name: web, namespace: photos}, {kind: ServiceAccount, name: x, namespace: other}]
                """)).isEqualTo(Live.yaml("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: web, namespace: copy, labels: {app: photos}}
                roleRef: {kind: ClusterRole, name: photos}
                subjects: [{kind: ServiceAccount, name: web, namespace: copy}, {kind: ServiceAccount, name: x, namespace: other}]
                """));
        assertThat(moved("""
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {name: web, namespace: photos}
                        spec: {ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: photos}}}]}]}
                        """)
                        .at("/spec/ingress/0/from/0/namespaceSelector/matchLabels")
                        .toString())
                .isEqualTo("{\"kubernetes.io/metadata.name\":\"copy\"}");
        assertThat(moved("{apiVersion: v1, kind: Secret, metadata: {name: x, namespace: kube-system}}")
                        .at("/metadata/namespace")
                        .asText())
                .as("a stranger stays one, and is refused later")
                .isEqualTo("kube-system");
    }

    @Test
    void theNamespaceItselfGetsTheOtherName() {
        JsonNode namespace = moved(
                "{apiVersion: v1, kind: Namespace, metadata: {name: photos, labels: {kubernetes.io/metadata.name: photos, a: b}}}");
        assertThat(namespace.path("metadata").toString())
                .isEqualTo("{\"name\":\"copy\",\"labels\":{\"kubernetes.io/metadata.name\":\"copy\",\"a\":\"b\"}}");
    }

    @Test
    void whatTheClusterHasOnlyOneOfIsGivenAnew() {
        assertThat(moved("""
                        apiVersion: v1
                        kind: Service
                        metadata: {name: web, namespace: photos}
                        spec:
                          type: LoadBalancer
                          loadBalancerIP: 192.0.2.1
                          externalIPs: [192.0.2.2]
                          healthCheckNodePort: 30001
                          ports: [{port: 80, nodePort: 30000}]
                        """).path("spec")).isEqualTo(Live.yaml("{type: LoadBalancer, ports: [{port: 80}]}"));
        assertThat(moved("{apiVersion: v1, kind: Service, metadata: {name: db, namespace: photos},"
                                + " spec: {type: ExternalName, externalName: db.photos.svc.cluster.local}}")
                        .at("/spec/externalName")
                        .asText())
                .isEqualTo("db.copy.svc.cluster.local");
    }

    @Test
    void storageClassesAreMapped() {
        assertThat(moved("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x, namespace: photos},"
                                + " spec: {storageClassName: fast}}")
                        .at("/spec/storageClassName")
                        .asText())
                .isEqualTo("slow");
        assertThat(moved("{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: x, namespace: photos},"
                                + " spec: {volumeClaimTemplates: [{spec: {storageClassName: fast}}, {spec: {}}]}}")
                        .at("/spec/volumeClaimTemplates")
                        .toString())
                .isEqualTo("[{\"spec\":{\"storageClassName\":\"slow\"}},{\"spec\":{}}]");
    }

    private RestorePlan plan(PlanOptions options, List<LedgerEntry> ledger, String... objects) {
        RestorePlanner planner = new RestorePlanner("copy", live, options);
        ledger.forEach(planner::add);
        for (int i = 0; i < objects.length; i++) {
            planner.add(COPY.move(new SavedObject(i + ".json", (ObjectNode) Live.yaml(objects[i]))));
        }
        return planner.plan();
    }

    /** A copy must neither take traffic away from the original nor write into its database unnoticed. */
    @Test
    void aCopyTakesNoHostNamesAndTellsWhatStillLeadsToTheOriginal() {
        RestorePlan plan = plan(
                new PlanOptions(false, false, Optional.of("photos"), Set.of()),
                List.of(),
                "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: photos}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: urls, namespace: photos},"
                        + " data: {db: 'postgres://db.photos.svc:5432/x', cache: redis.photos, own: photos, x: a.photosx}}");
        assertThat(plan.objects())
                .extracting(step -> step.object().name(), ObjectStep::action, ObjectStep::reason)
                .containsExactly(
                        tuple(
                                "urls",
                                ObjectAction.CREATE,
                                "NOTE: still speaks of namespace photos in data.db, data.cache"),
                        tuple(
                                "web",
                                ObjectAction.LEFT_OUT,
                                "its host names belong to the original: make one with others"));
    }

    @Test
    void onlyWhatIsWanted() {
        LedgerEntry lost = new LedgerEntry(
                "volume", "files", Outcome.FAILED, "", "locked", Optional.empty(), Optional.empty(), Optional.empty());
        RestorePlan plan = plan(
                new PlanOptions(true, false, Optional.empty(), Set.of("ConfigMap/a", "Secret/none")),
                List.of(lost),
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: photos}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: photos}}");
        assertThat(plan.objects())
                .extracting(ObjectStep::object)
                .containsExactly(new ObjectReference("v1", "ConfigMap", "a"));
        assertThat(plan.gaps()).containsExactly("Secret/none: there is no such object in it");
    }
}
