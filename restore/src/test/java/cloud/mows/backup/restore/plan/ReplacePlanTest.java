package cloud.mows.backup.restore.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerEntry.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans that turn what is there into what it was. */
final class ReplacePlanTest {
    private static final PlanOptions REPLACE = new PlanOptions(true, false, Optional.empty(), Set.of());
    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: files, namespace: photos}
            spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: pv-1, resources: {requests: {storage: 1Gi}}}
            """;
    private static final String MOUNTS =
            "{spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: files}}], containers: []}}";

    private final Live live = new Live();

    private RestorePlan plan(String... saved) {
        return plan(Outcome.CAPTURED, saved);
    }

    private RestorePlan plan(Outcome outcome, String... saved) {
        return RestorePlannerTest.plan(REPLACE, live, List.of(volume(outcome)), saved);
    }

    private static LedgerEntry volume(Outcome outcome) {
        return new LedgerEntry(
                "volume",
                "files",
                outcome,
                "the policy",
                "a cache",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String map(String name, String more) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", namespace: photos" + more + "}";
    }

    private static String deployment(String kind, String name, String more) {
        return "{apiVersion: apps/v1, kind: " + kind + ", metadata: {name: " + name + ", namespace: photos}, spec: {"
                + more + "template: " + MOUNTS + "}}";
    }

    private static String pod(String name, String owner) {
        return "{apiVersion: v1, kind: Pod, metadata: {name: " + name + ", namespace: photos" + owner
                + "}, spec: {volumes: [{name: v, persistentVolumeClaim: {claimName: files}}]}, status: {phase: Running}}";
    }

    private static String owner(String kind, String name) {
        return ", ownerReferences: [{kind: " + kind + ", name: " + name + ", controller: true}]";
    }

    @Test
    void whatDiffersIsReplacedAndWhatIsTheSameIsNot() {
        live.with(map("same", "}, data: {x: '1'}")).with(map("other", "}, data: {x: '2'}"));
        live.with(map("mine", "}, data: {x: '1'}"));
        RestorePlan plan = plan(map("same", "}, data: {x: '1'}"), map("other", "}, data: {x: '1'}"), map("gone", "}"));
        assertThat(plan.objects())
                .extracting(step -> step.object().name(), ObjectStep::action, ObjectStep::reason)
                .containsExactly(
                        tuple("gone", ObjectAction.CREATE, ""),
                        tuple("other", ObjectAction.REPLACE, "differs in data.x"),
                        tuple("same", ObjectAction.SAME, ""));
        assertThat(plan.stays()).containsExactly(new ObjectReference("v1", "ConfigMap", "mine"));
    }

    @Test
    void someFilesComeBackIntoTheVolumeAndNothingElseDoes() {
        live.with(CLAIM).with(deployment("Deployment", "web", "replicas: 2, ")).with(map("other", "}, data: {x: '2'}"));
        RestorePlan plan = only(
                List.of("/volumes/files/kept/diary", "/volumes/files/a b/", "/volumes/nothing/x"),
                CLAIM,
                deployment("Deployment", "web", ""),
                map("other", "}, data: {x: '1'}"));
        assertThat(plan.objects()).isEmpty();
        assertThat(plan.stops()).extracting(StopStep::name).containsExactly("web");
        assertThat(plan.volumes())
                .extracting(VolumeStep::action, VolumeStep::paths, VolumeStep::reason)
                .containsExactly(
                        tuple(
                                VolumeStep.Action.OVERWRITE,
                                List.of("a b", "kept/diary"),
                                "only a b, kept/diary, if different; what would spoil a database that is restored is DELETED; everything else stays as it is"));
        assertThat(plan.gaps()).containsExactly("/volumes/nothing/x: there is no such volume in it");
    }

    @Test
    void whatIsDeletedInAFolderIsToldBefore() {
        live.with(CLAIM);
        RestorePlan plan = RestorePlannerTest.plan(
                new PlanOptions(true, true, Optional.empty(), Set.of("/volumes/files/kept")),
                live,
                List.of(volume(Outcome.CAPTURED)),
                CLAIM);
        assertThat(plan.volumes().getFirst().reason())
                .isEqualTo("only kept, if different; what is in it and not in the restore point is DELETED;"
                        + " everything else stays as it is");
    }

    @Test
    void filesOfAClaimThatIsGoneNeedTheClaimFirst() {
        RestorePlan plan = only(List.of("/volumes/files/diary"), CLAIM);
        assertThat(plan.volumes().getFirst().action()).isEqualTo(VolumeStep.Action.IMPOSSIBLE);
        assertThat(plan.volumes().getFirst().reason())
                .startsWith("its claim is not there: restore PersistentVolumeClaim/files");
        live.with(CLAIM.replace("accessModes", "volumeMode: Block, accessModes"));
        assertThat(only(List.of("/volumes/files/diary"), CLAIM.replace("accessModes", "volumeMode: Block, accessModes"))
                        .volumes()
                        .getFirst()
                        .reason())
                .isEqualTo("it is a device, and has no files");
    }

    private RestorePlan only(List<String> what, String... saved) {
        return RestorePlannerTest.plan(
                new PlanOptions(true, false, Optional.empty(), Set.copyOf(what)),
                live,
                List.of(volume(Outcome.CAPTURED)),
                saved);
    }

    /** Immutable fields, quotas, webhooks: the server is asked before, and stops nothing else. */
    @Test
    void whatTheServerRefusesIsAConflict() {
        live.with(map("fixed", "}, data: {x: '2'}"))
                .refusing("fixed", "data: field is immutable when `immutable` is set");
        assertThat(plan(map("fixed", "}, data: {x: '1'}")).objects().getFirst())
                .extracting(ObjectStep::action, ObjectStep::reason)
                .containsExactly(
                        ObjectAction.CONFLICT,
                        "differs in data.x, but data: field is immutable when `immutable` is set");
    }

    @Test
    void whatAnOwnerMakesIsLeftToIt() {
        live.with(map("made", owner("Widget", "w") + "}, data: {x: '2'}"));
        assertThat(plan(map("made", owner("Widget", "w") + "}, data: {x: '1'}"))
                        .objects()
                        .getFirst())
                .extracting(ObjectStep::action, ObjectStep::reason)
                .containsExactly(ObjectAction.LEFT_OUT, "Widget w makes it as it has to be");
    }

    @Test
    void theCertificateOfTheClusterIsNotPutBack() {
        live.with(map("kube-root-ca.crt", "}, data: {x: new}"));
        assertThat(plan(map("kube-root-ca.crt", "}, data: {x: old}"))
                        .objects()
                        .getFirst()
                        .action())
                .isEqualTo(ObjectAction.LEFT_OUT);
    }

    @Test
    void aVolumeIsOverwrittenAndWhatUsesItStops() {
        live.with(CLAIM)
                .with(deployment("Deployment", "web", "replicas: 3, "))
                .with(deployment("Deployment", "idle", "replicas: 0, "))
                .with(deployment("StatefulSet", "db", ""))
                .with("{apiVersion: apps/v1, kind: Deployment, metadata: {name: other, namespace: photos},"
                        + " spec: {template: {spec: {}}}}")
                .with(pod("db-0", owner("StatefulSet", "db")));
        RestorePlan plan = plan(CLAIM, deployment("Deployment", "web", "replicas: 2, "));
        assertThat(plan.volumes().getFirst())
                .extracting(VolumeStep::action, VolumeStep::reason)
                .containsExactly(
                        VolumeStep.Action.OVERWRITE,
                        "files that differ are overwritten; files that are not in the restore point stay, but are DELETED"
                                + " where they would spoil a database");
        assertThat(plan.stops())
                .containsExactly(new StopStep("Deployment", "web", 3, 2), new StopStep("StatefulSet", "db", 1, 1));
    }

    @Test
    void theClaimsOfAStatefulSetAreItsTemplatesPlusNumbers() {
        String set =
                "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: photos}, spec: {replicas: 2,"
                        + " volumeClaimTemplates: [{metadata: {name: data}}], template: {spec: {}}}}";
        live.with(CLAIM.replace("files", "data-db-1"))
                .with(CLAIM.replace("files", "data-db-x"))
                .with(set);
        VolumeUsers users = new VolumeUsers(live);
        assertThat(users.of("data-db-1").stops()).containsExactly(new StopStep("StatefulSet", "db", 2, 2));
        assertThat(users.of("data-db-x").stops()).isEmpty();
    }

    /** Scaling it to zero would delete the very volumes that are to be filled. */
    @Test
    void aStatefulSetThatDeletesItsClaimsIsNotScaledToZero() {
        live.with(CLAIM)
                .with(deployment("StatefulSet", "db", "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}, "));
        RestorePlan plan = plan(CLAIM);
        assertThat(plan.stops()).isEmpty();
        assertThat(plan.volumes().getFirst().action()).isEqualTo(VolumeStep.Action.IMPOSSIBLE);
        assertThat(plan.volumes().getFirst().reason()).contains("set that to Retain before");
        assertThat(plan.objects().getFirst().action())
                .as("the claim itself is there")
                .isEqualTo(ObjectAction.SAME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pod alone | '' | Pod alone uses it and nothing would start it again: delete it before",
                "Job import | Job | Job import is at work on it: wait for its end, or delete it",
                "Cluster pg | Cluster | Cluster pg would start it again: stop that before",
            })
    void whatCannotBeToldToStopKeepsAVolumeFromBeingOverwritten(String name, String kind, String reason) {
        live.with(CLAIM).with(pod("alone", kind.isEmpty() ? "" : owner(kind, name.substring(name.indexOf(' ') + 1))));
        assertThat(plan(CLAIM).volumes().getFirst().action()).isEqualTo(VolumeStep.Action.IMPOSSIBLE);
        assertThat(plan(CLAIM).volumes().getFirst().reason()).contains(reason);
    }

    @Test
    void aCronJobHasToBeSuspended() {
        String job =
                "{apiVersion: batch/v1, kind: CronJob, metadata: {name: nightly, namespace: photos}, spec: {suspend: %s,"
                        + " jobTemplate: {spec: {template: " + MOUNTS + "}}}}";
        live.with(CLAIM).with(job.formatted("false"));
        assertThat(plan(CLAIM).volumes().getFirst().reason())
                .isEqualTo("CronJob nightly may start on it at any time: suspend it before");
        live.with(job.formatted("true"));
        assertThat(plan(CLAIM).volumes().getFirst().action()).isEqualTo(VolumeStep.Action.OVERWRITE);
    }

    @Test
    void aVolumeWithoutDataIsLeftAsItIs() {
        live.with(CLAIM);
        assertThat(plan(Outcome.FAILED, CLAIM).volumes().getFirst())
                .extracting(VolumeStep::action, VolumeStep::reason)
                .containsExactly(
                        VolumeStep.Action.KEEP, "it is left as it is: its data is not in the restore point: a cache");
        assertThat(plan(Outcome.EXCUSED, CLAIM).volumes().getFirst().action()).isEqualTo(VolumeStep.Action.LEFT_OUT);
    }

    /** What a server or a controller has put there stays: without it the API server would refuse, or somebody lose something. */
    @Test
    void aReplacementKeepsWhatIsNotWrittenByPeople() {
        JsonNode saved = Live.yaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: photos, uid: old, labels: {a: saved}, finalizers: [gone]}
                spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], type: ClusterIP, ports: [{port: 80}]}
                """);
        JsonNode there = Live.yaml("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: photos
                  uid: new
                  resourceVersion: "7"
                  labels: {a: live, b: live}
                  finalizers: [service.kubernetes.io/load-balancer-cleanup]
                  ownerReferences: [{kind: Widget, name: w, uid: u}]
                spec: {clusterIP: 10.0.0.9, clusterIPs: [10.0.0.9], type: NodePort, ports: [{port: 81, nodePort: 30000}]}
                status: {loadBalancer: {}}
                """);
        assertThat(Replacement.of(saved, there)).isEqualTo(Live.yaml("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: photos
                  uid: new
                  resourceVersion: "7"
                  labels: {a: saved}
                  finalizers: [service.kubernetes.io/load-balancer-cleanup]
                  ownerReferences: [{kind: Widget, name: w, uid: u}]
                spec: {clusterIP: 10.0.0.9, clusterIPs: [10.0.0.9], type: ClusterIP, ports: [{port: 80}]}
                status: {loadBalancer: {}}
                """));
    }

    /** Whoever has agreed to a plan has not agreed to lose what was written since. */
    @Test
    void aPlanCoversNoStateThatItDidNotSee() {
        String saved = deployment("Deployment", "web", "replicas: 2, ");
        live.with(deployment("Deployment", "web", "replicas: 3, "));
        RestorePlan shown = plan(saved);
        assertThat(shown.covers(plan(saved).objects().getFirst())).isTrue();
        live.with(deployment("Deployment", "web", "replicas: 3, ")
                .replace("namespace: photos", "namespace: photos, resourceVersion: '8'"));
        assertThat(shown.covers(plan(saved).objects().getFirst()))
                .as("only its status was written")
                .isTrue();
        live.with(deployment("Deployment", "web", "replicas: 4, "));
        assertThat(shown.covers(plan(saved).objects().getFirst())).isFalse();
    }

    /** A hash of a short password could be tried out until it fits. */
    @Test
    void noHashOfASecretIsInAPlan() {
        String secret =
                "{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: photos, resourceVersion: '%s'}, data: {x: %s}}";
        live.with(secret.formatted(7, "eA=="));
        RestorePlan shown = plan(secret.formatted(3, "eQ=="));
        assertThat(shown.objects().getFirst().seen()).isEqualTo("version 7");
        live.with(secret.formatted(8, "eg=="));
        assertThat(shown.covers(plan(secret.formatted(3, "eQ==")).objects().getFirst()))
                .isFalse();
    }

    @Test
    void whatWeHaveScaledToZeroIsNotTakenForADifference() {
        live.with(deployment("Deployment", "web", "replicas: 0, "));
        ObjectReference web = new ObjectReference("apps/v1", "Deployment", "web");
        assertThat(new BeforeStop(live, Map.of("Deployment/web", 3))
                        .get(web)
                        .orElseThrow()
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(3);
        assertThat(new BeforeStop(live, Map.of())
                        .get(web)
                        .orElseThrow()
                        .at("/spec/replicas")
                        .asInt())
                .isZero();
    }
}
