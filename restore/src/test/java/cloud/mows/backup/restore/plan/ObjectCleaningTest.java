package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class ObjectCleaningTest {
    private static void cleans(String object, String expected) {
        JsonNode saved = Live.yaml(object);
        JsonNode before = saved.deepCopy();
        assertThat((JsonNode) ObjectCleaning.clean(saved)).isEqualTo(Live.yaml(expected));
        assertThat(saved).as("what was saved").isEqualTo(before);
    }

    @Test
    void whatAServerSets() {
        cleans(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: a
                  namespace: n
                  labels: {x: y}
                  uid: u
                  resourceVersion: "1"
                  generation: 3
                  creationTimestamp: "2026-11-29T00:00:00Z"
                  managedFields: [{manager: kubectl}]
                  finalizers: [example.org/hold]
                  ownerReferences: [{kind: A, name: b, uid: c}]
                data: {k: v}
                status: {x: 1}
                """,
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: n, labels: {x: y}}, data: {k: v}}");
    }

    @Test
    void aClaimIsBoundToNothing() {
        cleans(
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata:
                  name: a
                  annotations: {pv.kubernetes.io/bind-completed: "yes", volume.kubernetes.io/selected-node: n, mine: x}
                spec: {volumeName: pv, storageClassName: s, dataSource: {name: snap}, dataSourceRef: {name: snap}}
                """,
                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a, annotations: {mine: x}},"
                        + " spec: {storageClassName: s}}");
    }

    @Test
    void aServiceGetsANewAddressUnlessItHasNone() {
        cleans(
                "{apiVersion: v1, kind: Service, spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ports: [{port: 80,"
                        + " nodePort: 30080}]}}",
                "{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, nodePort: 30080}]}}");
        cleans(
                "{apiVersion: v1, kind: Service, spec: {clusterIP: None, clusterIPs: [None]}}",
                "{apiVersion: v1, kind: Service, spec: {clusterIP: None, clusterIPs: [None]}}");
    }

    @Test
    void aPodIsAsItWasAskedFor() {
        cleans("""
                apiVersion: v1
                kind: Pod
                spec:
                  nodeName: node-1
                  priority: 0
                  serviceAccount: me
                  serviceAccountName: me
                  tolerations:
                    - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
                    - {key: mine, operator: Exists}
                  containers:
                    - name: c
                      volumeMounts: [{name: data, mountPath: /data}, {name: kube-api-access-x7k2p, mountPath: /var}]
                  volumes: [{name: data}, {name: kube-api-access-x7k2p}]
                """, """
                apiVersion: v1
                kind: Pod
                spec:
                  serviceAccountName: me
                  tolerations: [{key: mine, operator: Exists}]
                  containers: [{name: c, volumeMounts: [{name: data, mountPath: /data}]}]
                  volumes: [{name: data}]
                """);
    }

    @Test
    void aJobSelectsItsPodsAnewUnlessPeopleGaveItASelector() {
        String job = """
                apiVersion: batch/v1
                kind: Job
                metadata: {labels: {controller-uid: u, mine: x}}
                spec:
                  manualSelector: %s
                  selector: {matchLabels: {controller-uid: u}}
                  template: {metadata: {labels: {batch.kubernetes.io/controller-uid: u, job-name: j, mine: x}}}
                """;
        cleans(
                job.formatted("false"),
                "{apiVersion: batch/v1, kind: Job, metadata: {labels: {mine: x}}, spec: {manualSelector: false,"
                        + " template: {metadata: {labels: {mine: x}}}}}");
        cleans(job.formatted("true"), job.formatted("true"));
    }

    @Test
    void tokensAreIssuedAnew() {
        cleans(
                "{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: t, annotations:"
                        + " {kubernetes.io/service-account.name: me, kubernetes.io/service-account.uid: u}}, data: {token: x,"
                        + " ca.crt: y, namespace: z, mine: q}}",
                "{apiVersion: v1, kind: Secret, type: kubernetes.io/service-account-token, metadata: {name: t, annotations:"
                        + " {kubernetes.io/service-account.name: me}}, data: {mine: q}}");
        cleans(
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: me}, secrets: [{name: me-token-abcde}, {name: mine}]}",
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: me}, secrets: [{name: mine}]}");
    }

    @Test
    void ownersThatAreThereAreLinkedByTheirNewUidAndOthersAreNot() {
        JsonNode saved =
                Live.yaml("{kind: ConfigMap, metadata: {ownerReferences: [{kind: A, name: a, uid: old, controller:"
                        + " true}, {kind: B, name: b, uid: gone}]}}");
        OwnerLinks links = new OwnerLinks();
        links.found(Live.yaml("{metadata: {uid: old}}"), Live.yaml("{metadata: {uid: new}}"));
        ObjectNode wanted = ObjectCleaning.clean(saved);
        links.link(saved, wanted);
        assertThat((JsonNode) wanted)
                .isEqualTo(Live.yaml("{kind: ConfigMap, metadata: {ownerReferences: [{kind: A, name: a, uid: new,"
                        + " controller: true}]}}"));
    }
}
