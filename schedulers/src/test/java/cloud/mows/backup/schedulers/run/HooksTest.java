package cloud.mows.backup.schedulers.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.cluster.api.Execution;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.Hold;
import cloud.mows.backup.crds.backup.HookOutcome;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.ProviderName;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An app of two databases that hold still for its snapshots; what they are told is in {@link #ran}. */
class HooksTest {
    private static final Hook DATABASE =
            hook("{name: db, podSelector: {matchLabels: {app: db}}, pre: {command: [hold]}, post: {command: [go]}}");

    private final List<String> ran = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> copied = new HashSet<>();

    private List<Hook> hooks = List.of(DATABASE);
    private UnaryOperator<Execution> answer = done -> done;
    private Instant now = Instant.parse("2026-11-26T02:00:00Z");
    private MemoryCluster cluster = new MemoryCluster();
    private Copies copies = new Copies(cluster, Set.of());
    private RunEnds ends = new RunEnds(cluster);
    private Backup backup = backup();

    private static Backup backup() {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: nightly, namespace: photos, uid: b-1, generation: 1, creationTimestamp: "2026-11-26T01:59:59Z"}
                spec: {policy: {name: photos}}
                """, Backup.class);
    }

    private static Hook hook(String yaml) {
        return Serialization.unmarshal("#\n" + yaml, Hook.class);
    }

    @BeforeEach
    void makeApp() {
        makeApp(new MemoryCluster());
    }

    private void makeApp(MemoryCluster empty) {
        cluster = empty;
        copies = new Copies(cluster, Set.of());
        ends = new RunEnds(cluster);
        backup = backup();
        ran.clear();
        held.clear();
        cluster.put(
                Serialization.unmarshal("apiVersion: v1\nkind: Namespace\nmetadata: {name: photos}", Namespace.class));
        claim("album");
        claim("mail");
        pod("db-0");
        pod("db-1");
        cluster.onRun(this::run);
    }

    private void claim(String name) {
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: pv-%s}
                spec: {capacity: {storage: 1Gi}, nfs: {server: nas, path: /}}
                """.formatted(name), PersistentVolume.class));
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s, namespace: photos, uid: u-%s}
                spec: {volumeName: pv-%s}
                """.formatted(name, name, name), PersistentVolumeClaim.class));
    }

    private Pod pod(String name) {
        Pod pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: photos, labels: {app: db}}
                spec: {containers: [{name: server}, {name: log}]}
                status:
                  phase: Running
                  containerStatuses: [{name: server, state: {running: {}}}, {name: log, state: {running: {}}}]
                """.formatted(name), Pod.class);
        cluster.put(pod);
        return pod;
    }

    /** A database that holds still from "hold" to "go". */
    private Execution run(String command) {
        assertThat(backup.getStatus().holds()).as("written down before").isNotEmpty();
        ran.add(command);
        String place = command.substring(0, command.lastIndexOf(' '));
        if (command.endsWith(" hold")) {
            held.add(place);
        } else {
            held.remove(place);
        }
        return answer.apply(new Execution.Ended(0, "said by " + place));
    }

    private RunSettings settings() {
        Repository repository = Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec: {address: "s3:https://s3.example.org/offsite", password: {name: offsite, key: password}}
                """, Repository.class);
        return new RunSettings(
                "c-1",
                List.of("offsite"),
                Map.of("offsite", repository),
                Map.of(),
                Optional.empty(),
                claim -> ClaimVerdict.INCLUDED,
                List.of(),
                hooks,
                Duration.ofSeconds(120),
                Duration.ofHours(1),
                2);
    }

    /** In a process of its own. */
    private BackupRun process() {
        Mover mover = new Mover(cluster, new MoverSettings(RunEnds.NAMESPACE, "image"));
        return new BackupRun(
                cluster,
                Map.of(ProviderName.LIVE, copies, ProviderName.CSI, copies),
                mover,
                RunEnds.NAMESPACE,
                () -> now);
    }

    private void step() {
        try {
            backup.setStatus(process().step(backup, settings()));
        } catch (KubernetesClientException e) {
            // Tried again by the next one.
        }
        ends.endMovers(now);
        now = now.plusSeconds(2);
    }

    private BackupStatus toTheEnd() {
        for (int i = 0; i < 400; i++) {
            step();
            if (backup.getStatus() != null && BackupRun.isOver(backup.getStatus())) {
                return backup.getStatus();
            }
        }
        throw new AssertionError("no end: " + backup.getStatus());
    }

    @Test
    void everythingIsTakenWhileTheAppHoldsStill() {
        copies.onSnapshot(() -> {
            assertThat(held).containsExactlyInAnyOrder("photos db-0 server", "photos db-1 server");
            copied.add("a volume");
        });
        BackupStatus end = toTheEnd();
        assertThat(copied).isNotEmpty();
        assertThat(ran)
                .containsExactly(
                        "photos db-0 server hold",
                        "photos db-1 server hold",
                        "photos db-1 server go",
                        "photos db-0 server go");
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.holds()).extracting(Hold::pod).containsExactly("db-0", "db-1");
        assertThat(end.holds().getFirst().pre())
                .extracting(HookOutcome::exitCode, HookOutcome::output, HookOutcome::error)
                .containsExactly(0, "said by photos db-0 server", null);
        assertThat(end.holds().getFirst().post()).isNotNull();
        assertThat(ends.hookEntries()).isEmpty();
    }

    @Test
    void noUploadIsWaitedFor() {
        copies.onSnapshot(() -> {});
        for (int i = 0; i < 50 && ran.size() < 4; i++) {
            step();
        }
        assertThat(ran).hasSize(4);
        assertThat(ends.ended()).as("movers").isEmpty();
    }

    @Test
    void aPreThatFailsFailsTheRunAndPostRuns() {
        answer = done -> ran.getLast().endsWith("hold") ? new Execution.Ended(3, "database is locked") : done;
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(end.message())
                .isEqualTo("hook db, pre in db-0/server: it ended with exit code 3: database is locked");
        assertThat(Condition.find(end.conditions(), "Complete"))
                .map(Condition::reason)
                .contains("HookFailed");
        assertThat(ran).containsExactly("photos db-0 server hold", "photos db-1 server go", "photos db-0 server go");
        assertThat(ends.ended()).isEmpty();
    }

    @Test
    void whatMayFailIsExcused() {
        hooks = List.of(hook(
                "{name: db, container: server, pre: {command: [hold], onError: Continue}, post: {command: [go]}}"));
        answer = done -> ran.getLast().endsWith("hold") ? new Execution.TimedOut("") : done;
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(ends.hookEntries())
                .containsExactly(
                        "{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"excused\",\"by\":\"onError: Continue\",\"reason\":"
                                + "\"hook db, pre in db-0/server: it was not over after 30 s, and may go on\"}",
                        "{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"excused\",\"by\":\"onError: Continue\",\"reason\":"
                                + "\"hook db, pre in db-1/server: it was not over after 30 s, and may go on\"}");
    }

    @Test
    void aPostThatFailsStandsInTheLedger() {
        answer = done -> ran.getLast().endsWith("go") ? new Execution.Impossible("no such program: go") : done;
        toTheEnd();
        assertThat(ends.hookEntries())
                .contains("{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"failed\",\"reason\":"
                        + "\"hook db, post in db-0/server, the last of 3 times: no such program: go\"}");
    }

    @Test
    void aPostThatFailedIsTriedAgainSinceTheAppStandsStill() {
        answer = done -> ran.stream().filter("photos db-1 server go"::equals).count() < 3
                        && ran.getLast().equals("photos db-1 server go")
                ? new Execution.Ended(1, "busy")
                : done;
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(end.holds())
                .extracting(hold -> hold.post().attempts(), hold -> hold.post().error())
                .containsExactly(tuple(1, null), tuple(3, null));
        assertThat(ends.hookEntries()).isEmpty();
    }

    @Test
    void whereTheControllerMayNotRunCommandsItSaysWhatToDo() {
        answer = done -> new Execution.Forbidden("pods \"db-0\" is forbidden");
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(end.message())
                .isEqualTo("hook db, pre in db-0/server: the controller may not run commands in namespace photos:"
                        + " bind ClusterRole mows-backup-hooks there (pods \"db-0\" is forbidden)");
    }

    @Test
    void aHookForNoneOfThePodsIsNotWhatIsMeant() {
        hooks = List.of(hook("{name: db, container: sever, pre: {command: [hold]}}"));
        BackupStatus end = toTheEnd();
        assertThat(end.phase()).isEqualTo(BackupPhase.FAILED);
        assertThat(end.message())
                .isEqualTo("hook db: none of the pods that run in namespace photos is one of its, with its container"
                        + " running");
    }

    @Test
    void anAppThatIsOffHoldsStillByItself() {
        cluster.all(Pod.class).forEach(cluster::remove);
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(ran).isEmpty();
        assertThat(ends.hookEntries()).singleElement().asString().contains("excused", "no pod of the app was running");
    }

    @Test
    void whatTookThePlaceOfAPodIsLetGo() {
        step();
        step();
        assertThat(ran).hasSize(2);
        cluster.all(Pod.class).stream()
                .filter(pod -> pod.getMetadata().getName().equals("db-1"))
                .forEach(cluster::remove);
        pod("db-2");
        BackupStatus end = toTheEnd();
        assertThat(ran.subList(2, 4)).containsExactly("photos db-2 server go", "photos db-0 server go");
        assertThat(end.holds()).extracting(Hold::pod).containsExactly("db-0", "db-2");
    }

    @Test
    void aPodThatIsBeingReplacedIsWaitedForBeforeTheBackupEnds() {
        step();
        step();
        List<Pod> pods = cluster.all(Pod.class);
        pods.forEach(cluster::remove);
        for (int i = 0; i < 40; i++) {
            step();
        }
        assertThat(backup.getStatus().phase()).isEqualTo(BackupPhase.FINISHING);
        assertThat(backup.getStatus().message()).isEqualTo("waits until the app no longer holds still");
        pods.forEach(cluster::put);
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(held).isEmpty();
    }

    @Test
    void aContainerThatJustStoppedIsWaitedFor() {
        List<Pod> pods = cluster.all(Pod.class);
        answer = done -> {
            if (ran.size() == 1) {
                pods.forEach(cluster::remove);
                return new Execution.Impossible("cannot exec in a stopped container");
            }
            return done;
        };
        step();
        step();
        assertThat(backup.getStatus().message()).isEqualTo("hook db, pre in db-0/server: waits for its pod");
        pods.forEach(cluster::put);
        assertThat(toTheEnd().phase()).isEqualTo(BackupPhase.SUCCEEDED);
        assertThat(held).isEmpty();
    }

    @Test
    void aPodThatNeverComesBackIsGivenUpAndTold() {
        step();
        step();
        cluster.all(Pod.class).forEach(cluster::remove);
        now = now.plus(Duration.ofMinutes(20));
        toTheEnd();
        assertThat(ends.hookEntries())
                .contains("{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"failed\",\"reason\":"
                        + "\"hook db, post in db-0/server: its pod is gone, and none took its place\"}");
    }

    /** After any number of steps; a step whose status got lost may have made the app hold still. */
    @Test
    void cancelledOrDeletedAtAnyMomentTheAppGoesOn() {
        for (boolean deleted : List.of(true, false)) {
            for (boolean lost : List.of(true, false)) {
                for (int steps = 0; steps < 10; steps++) {
                    makeApp(new MemoryCluster());
                    for (int i = 0; i < steps; i++) {
                        step();
                    }
                    if (lost) {
                        process().step(backup, settings());
                    }
                    abort(deleted);
                    assertThat(held)
                            .as("%d steps, deleted %s, lost %s", steps, deleted, lost)
                            .isEmpty();
                }
            }
        }
    }

    private void abort(boolean deleted) {
        if (!deleted) {
            backup.setSpec(new BackupSpec(backup.getSpec().policy(), null, null, true));
        }
        for (int i = 0; i < 100; i++) {
            backup.setStatus(deleted ? process().abandon(backup) : process().step(backup, settings()));
            if (BackupRun.isOver(backup.getStatus())) {
                return;
            }
            ends.endMovers(now);
        }
        throw new AssertionError("not over: " + backup.getStatus());
    }

    /** A namespace that is being deleted waits for nobody. */
    @Test
    void aBackupOfANamespaceThatGoesWaitsForNoPod() {
        step();
        step();
        cluster.all(Pod.class).forEach(cluster::remove);
        cluster.all(Namespace.class)
                .forEach(namespace -> namespace.getMetadata().setDeletionTimestamp(now.toString()));
        abort(true);
    }

    /** The API server fails at call 1, 2, 3 … n; each time the process is gone, with what it had not stored. */
    @Test
    void anyCallMayFail() {
        boolean more = true;
        int call = 1;
        for (; more; call++) {
            makeApp(new MemoryCluster().failing(call));
            int number = call;
            copies.onSnapshot(() -> assertThat(held).as("call %d", number).hasSize(2));
            assertThat(toTheEnd().phase()).as("call %d", call).isEqualTo(BackupPhase.SUCCEEDED);
            assertThat(held).as("call %d", call).isEmpty();
            more = cluster.hasFailed();
        }
        assertThat(call).isGreaterThan(50);
    }
}
