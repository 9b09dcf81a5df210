package cloud.mows.backup.restore.browse;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.crds.browse.BrowseSession;
import cloud.mows.backup.crds.browse.BrowseSessionSpec;
import cloud.mows.backup.crds.browse.BrowseSessionStatus;
import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.repository.Repository;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsingTest {
    private static final String OURS = "mows-backup";
    private static final Instant MADE = Instant.parse("2026-11-30T10:00:00Z");
    private static final String HASH = "5a".repeat(32);

    private final MemoryCluster cluster = new MemoryCluster();
    private Instant now = MADE.plusSeconds(5);
    private final Browsing browsing =
            new Browsing(cluster, new Mover(cluster, new MoverSettings(OURS, "example/mows-backup")), OURS, () -> now);
    private BrowseSession session = session(OURS);

    @BeforeEach
    void make() {
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec: {address: "s3:https://s3.example.org/backups", password: {name: offsite, key: password}}
                """, Repository.class));
        cluster.put(session);
    }

    private static BrowseSession session(String namespace) {
        BrowseSession session = new BrowseSession();
        session.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName("offsite-1")
                .withUid("uid-1")
                .withGeneration(1L)
                .withCreationTimestamp(MADE.toString())
                .build());
        session.setSpec(new BrowseSessionSpec("offsite", HASH, 300));
        return session;
    }

    private Condition step() {
        BrowseSessionStatus said = browsing.step(session).orElseThrow();
        session.setStatus(said);
        return Condition.find(said.conditions(), "Ready").orElseThrow();
    }

    private Job job() {
        return cluster.list(Job.class, OURS).getFirst();
    }

    private void podRuns(String ip) {
        Job job = job();
        cluster.put(new PodBuilder()
                .withNewMetadata()
                .withNamespace(OURS)
                .withName(job.getMetadata().getName() + "-x")
                .withLabels(job.getMetadata().getLabels())
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(ip)
                .endStatus()
                .build());
    }

    @Test
    void aMoverAnswersThatGoesWithTheSession() {
        assertThat(step().status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(job().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid-1"));
        assertThat(job().getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .contains("browse", "--key-hash=" + HASH, "--port=8484", "--idle-seconds=300");
        assertThat(job().getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
                .isFalse();

        podRuns("10.42.0.7");
        assertThat(step().status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(session.getStatus().address()).isEqualTo("10.42.0.7:8484");
        assertThat(cluster.list(Job.class, OURS)).hasSize(1);
    }

    @Test
    void anAddressOfVersionSixHasBrackets() {
        step();
        podRuns("fd00::7");
        step();
        assertThat(session.getStatus().address()).isEqualTo("[fd00::7]:8484");
    }

    @Test
    void whatCannotBeIsSaidAndGoesAfterSomeMinutes() {
        cluster.remove(java.util.Objects.requireNonNull(cluster.get(Repository.class, null, "offsite")));
        assertThat(step().message()).isEqualTo("There is no Repository offsite.");
        now = now.plusSeconds(200);
        assertThat(step().reason()).isEqualTo("NoRepository");
        now = now.plusSeconds(200);
        assertThat(browsing.step(session)).isEmpty();
        assertThat(cluster.list(BrowseSession.class, OURS)).isEmpty();
        assertThat(cluster.list(Job.class, OURS)).isEmpty();
    }

    @Test
    void nobodyGetsASessionInANamespaceOfAnApp() {
        session = session("photos");
        assertThat(step().reason()).isEqualTo("WrongNamespace");
        assertThat(cluster.list(Job.class, OURS)).isEmpty();
    }

    @Test
    void itIsGoneWhenItsMoverHasEnded() {
        step();
        Job job = job();
        job.setStatus(Serialization.unmarshal(
                "{\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]}",
                io.fabric8.kubernetes.api.model.batch.v1.JobStatus.class));
        cluster.put(job);
        cluster.put(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s-x, namespace: %s}
                status: {phase: Succeeded, containerStatuses: [{name: mover, state: {terminated: {exitCode: 0}}}]}
                """.formatted(job.getMetadata().getName(), OURS), Pod.class));
        Pod pod = cluster.get(Pod.class, OURS, job.getMetadata().getName() + "-x");
        pod.getMetadata().setLabels(labels(job));
        cluster.put(pod);
        assertThat(browsing.step(session)).isEqualTo(Optional.empty());
        assertThat(cluster.list(BrowseSession.class, OURS)).isEmpty();
    }

    private static java.util.Map<String, String> labels(Job job) {
        java.util.Map<String, String> labels =
                new java.util.HashMap<>(job.getMetadata().getLabels());
        labels.put("batch.kubernetes.io/job-name", job.getMetadata().getName());
        return labels;
    }

    @Test
    void halfADayIsEnough() {
        step();
        now = now.plusSeconds(13 * 3600);
        assertThat(browsing.step(session)).isEmpty();
        assertThat(List.of(cluster.list(BrowseSession.class, OURS))).containsExactly(List.of());
    }
}
