package cloud.mows.backup.dashboards.cluster.activity;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.dashboards.cluster.PlayedCluster;
import cloud.mows.backup.dashboards.cluster.activity.ClusterRun.ClusterRunKind;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterActivityTest {
    private static final Rights WHO = new OwnRights();
    private final PlayedCluster cluster = new PlayedCluster().app("photos", Duration.ofDays(9));
    private final ClusterActivity activity = new ClusterActivity(cluster.api, cluster.look(), "care");

    private void restore(String name, String target, Duration ago, String status) {
        cluster.api.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Restore
                metadata: {name: %s, namespace: care, creationTimestamp: "%s"}
                spec: {app: photos, targetNamespace: %s}
                status: %s
                """.formatted(name, NOW.minus(ago), target, status), Restore.class));
    }

    private ClusterRuns page(String app, RunSelection selection) {
        return activity.page(WHO, Optional.ofNullable(app.isEmpty() ? null : app), selection, Optional.empty(), 50);
    }

    @Test
    void backupsAndRestoresAreOneListNewestFirst() {
        cluster.backedUp("photos", Duration.ofHours(3), "disk").backup("photos", Duration.ofMinutes(1), """
                        phase: Running
                        message: reads
                        parts: [{type: Volume, name: a, phase: Running, bytes: 5}, {type: Volume, name: b, phase: Running, bytes: 7}]
                        """);
        restore("back", "photos", Duration.ofHours(2), "{phase: Succeeded, volumes: [{claim: a, bytes: 9}]}");

        List<ClusterRun> runs = page("", RunSelection.All).runs();

        assertThat(runs)
                .extracting(ClusterRun::kind, ClusterRun::app)
                .containsExactly(
                        tuple(ClusterRunKind.Backup, "photos"),
                        tuple(ClusterRunKind.Backup, "kube-system"),
                        tuple(ClusterRunKind.Restore, "photos"),
                        tuple(ClusterRunKind.Backup, "photos"));
        assertThat(runs).extracting(ClusterRun::bytes).containsExactly(12L, 2000L, 9L, 2000L);
        assertThat(runs.getFirst().over()).isFalse();
    }

    @Test
    void choosesByAppAndByHowItEnded() {
        cluster.backup("photos", Duration.ofHours(3), "{phase: Failed, message: no}")
                .backup("photos", Duration.ofHours(4), "{phase: Pending}");
        restore("beside", "photos-old", Duration.ofHours(2), "{phase: PartiallyFailed}");
        restore("plan", "photos", Duration.ofHours(1), "{phase: Planned}");

        assertThat(page("photos", RunSelection.All).runs()).hasSize(4);
        assertThat(page("photos-old", RunSelection.All).runs())
                .extracting(ClusterRun::name)
                .containsExactly("beside");
        assertThat(page("", RunSelection.Failed).runs())
                .extracting(ClusterRun::phase)
                .containsExactly(ClusterRunPhase.PartiallyFailed, ClusterRunPhase.Failed);
        assertThat(page("", RunSelection.Running).runs())
                .as("a plan waits for somebody")
                .extracting(ClusterRun::phase)
                .containsExactly(ClusterRunPhase.Pending);
    }

    @Test
    void aPlanThatWasThrownAwayIsNotShown() {
        restore("gone", "photos", Duration.ofHours(1), "{phase: Planned}");
        Restore restore = cluster.api.all(Restore.class).getFirst();
        Restore thrown = Serialization.unmarshal(
                Serialization.asYaml(restore).replace("planOnly: false", "planOnly: true"), Restore.class);
        thrown.getMetadata().setDeletionTimestamp(NOW.toString());
        cluster.api.put(thrown);

        assertThat(page("photos", RunSelection.All).runs()).isEmpty();
    }

    @Test
    void pagesHoldEveryRunOnce() {
        for (int run = 0; run < 120; run++) {
            // Several in one second.
            cluster.app("a" + run, Duration.ofDays(1)).backedUp("a" + run, Duration.ofMinutes(100 + run / 7), "disk");
        }
        List<ClusterRun> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            ClusterRuns page = activity.page(WHO, Optional.empty(), RunSelection.All, after, 25);
            all.addAll(page.runs());
            after = Optional.ofNullable(page.next());
            pages++;
        } while (after.isPresent());

        assertThat(pages).isEqualTo(5);
        assertThat(all).hasSize(121).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo(Comparator.comparing(ClusterRun::createdAt).reversed());
        assertThat(activity.page(WHO, Optional.empty(), RunSelection.All, Optional.empty(), 1_000_000)
                        .runs())
                .hasSize(121);
        assertThat(activity.page(WHO, Optional.empty(), RunSelection.All, Optional.empty(), 0)
                        .runs())
                .hasSize(1);
    }
}
