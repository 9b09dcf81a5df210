package cloud.mows.backup.dashboards.cluster.today;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static cloud.mows.backup.dashboards.cluster.PlayedCluster.READY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.dashboards.cluster.PlayedCluster;
import cloud.mows.backup.dashboards.cluster.today.ClusterFinding.FindingKind;
import cloud.mows.backup.dashboards.cluster.today.ClusterToday.ClusterVerdict;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterTodayDeciderTest {
    private static final String FRIEND = "rest:https://friend.example.org/us/";
    private static final String COPIES =
            "{schedule: {cron: '0 2 * * *', jitterSeconds: 0}, repositories: [{name: disk}],"
                    + " copies: [{name: friend, retention: {daily: 30}}]}";
    private static final Duration LONG = Duration.ofDays(100);

    private final PlayedCluster cluster = new PlayedCluster();

    private ClusterToday today() {
        return ClusterTodayDecider.decide(cluster.look().get());
    }

    private static String no(String type, String message) {
        return "{type: " + type + ", status: 'False', reason: R, message: '" + message
                + "', lastTransitionTime: '2026-01-01T00:00:00Z'}";
    }

    @Test
    void goodIsSaidWithTheOldestCopy() {
        cluster.repository("disk", "/backup", READY)
                .app("photos", LONG)
                .backedUp("photos", Duration.ofHours(5), "disk")
                .backedUp("photos", Duration.ofHours(29), "disk");

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Good);
        assertThat(today.apps()).isEqualTo(2);
        assertThat(today.oldest()).isEqualTo(new AppMoment("photos", NOW.minus(Duration.ofHours(5))));
        assertThat(today.findings()).isEmpty();
        assertThat(today.offSite()).isFalse();
        assertThat(today.notOffSite()).isEqualTo(2);
        assertThat(today.next())
                .extracting(AppMoment::app, AppMoment::time)
                .contains(tuple("photos", NOW.plus(Duration.ofHours(14))));
    }

    @Test
    void withoutARepositoryNothingIsGood() {
        assertThat(today().verdict()).isEqualTo(ClusterVerdict.NoPlace);
    }

    @Test
    void anAppThatWasNeverBackedUpIsLost() {
        cluster.repository("disk", "/backup", READY).app("photos", LONG).app("notes", Duration.ofMinutes(5));

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Lost);
        assertThat(today.lost()).isEqualTo(1);
        assertThat(today.findings())
                .extracting(ClusterFinding::kind, ClusterFinding::about, ClusterFinding::bad)
                .containsExactly(tuple(FindingKind.AppLost, "photos", true), tuple(FindingKind.AppNew, "notes", false));
    }

    @Test
    void aNewAppWhoseFirstBackupFailedIsNotNew() {
        cluster.repository("disk", "/backup", READY)
                .app("notes", Duration.ofMinutes(30))
                .backup("notes", Duration.ofMinutes(20), "phase: Failed");

        assertThat(today().findings()).extracting(ClusterFinding::kind).containsExactly(FindingKind.AppLost);
    }

    @Test
    void aBackupThatIsTooOldIsPartOfTheTruth() {
        cluster.repository("disk", "/backup", READY).app("photos", LONG).backedUp("photos", Duration.ofDays(4), "disk");

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Partly);
        assertThat(today.partly()).isEqualTo(1);
        assertThat(today.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.reason()).contains("two should have come since"));
    }

    @Test
    void whatLiesOnlyInAPlaceThatIsClosedIsLost() {
        cluster.repository("disk", "/backup", no("Ready", "wrong password"));

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Lost);
        assertThat(today.lost()).isEqualTo(1);
        assertThat(today.findings())
                .containsExactly(new ClusterFinding(FindingKind.PlaceClosed, true, "disk", 1, "wrong password"));
        assertThat(today.oldest()).isNull();
    }

    @Test
    void aPlaceThatIsClosedIsNotBadWhereACopyIsLeft() {
        cluster.policy(COPIES)
                .repository("disk", "/backup", READY)
                .repository("friend", FRIEND, no("Ready", "away"))
                .app("photos", LONG)
                .backedUp("photos", Duration.ofHours(1), "disk", "friend");

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Look);
        assertThat(today.findings())
                .containsExactly(new ClusterFinding(FindingKind.PlaceClosed, false, "friend", 0, "away"));
    }

    @Test
    void damageIsBadAlthoughEveryAppHasABackup() {
        cluster.repository("disk", "/backup", READY, no("Checked", "pack 9f3c is damaged"), no("Pruned", "locked"));

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Damaged);
        assertThat(today.findings())
                .extracting(ClusterFinding::kind)
                .containsExactly(FindingKind.PlaceDamaged, FindingKind.PlaceNotPruned);
    }

    @Test
    void copiesOutsideThatAreLateAreFound() {
        cluster.policy(COPIES)
                .repository("disk", "/backup", READY)
                .repository("friend", FRIEND, READY)
                .app("photos", LONG);
        for (int days = 0; days < 6; days++) {
            Duration ago = Duration.ofDays(days).plusHours(10);
            cluster.backedUp("kube-system", ago, "disk", "friend");
            if (days < 5) {
                cluster.backedUp("photos", ago, "disk");
            } else {
                cluster.backedUp("photos", ago, "disk", "friend");
            }
        }

        ClusterToday today = today();

        assertThat(today.verdict()).isEqualTo(ClusterVerdict.Look);
        assertThat(today.findings())
                .containsExactly(new ClusterFinding(FindingKind.OffSiteLate, false, "friend", 1, null));
        assertThat(today.oldestOffSite())
                .isEqualTo(new AppMoment("photos", NOW.minus(Duration.ofDays(5).plusHours(10))));
        assertThat(today.notOffSite()).isZero();
    }

    @Test
    void whatWaitsForApprovalIsFound() {
        cluster.policy(
                        "{schedule: {cron: '0 2 * * *', jitterSeconds: 0}, namespaces: [{names: [photos], action: Exclude, reason: big}]}")
                .repository("disk", "/backup", READY)
                .app("photos", LONG);
        cluster.api.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: main, namespace: photos, uid: u, generation: 1, creationTimestamp: "2026-11-28T02:00:00Z"}
                spec: {schedule: {cron: '@daily'}}
                """, BackupPolicy.class));

        assertThat(today().findings())
                .extracting(ClusterFinding::kind, ClusterFinding::about)
                .containsExactly(tuple(FindingKind.AppRequested, "photos"));
    }

    @Test
    void aLateBackupIsTheNextOne() {
        cluster.repository("disk", "/backup", READY).app("photos", LONG).backedUp("photos", Duration.ofDays(4), "disk");
        assertThat(today().next().getFirst().app()).isEqualTo("photos");
        assertThat(today().next().getFirst().time()).isBefore(NOW);
    }

    @Test
    void manyFindingsAreCounted() {
        cluster.repository("disk", "/backup", READY);
        for (int app = 0; app < 30; app++) {
            cluster.app("app-" + app, LONG);
        }
        ClusterToday today = today();
        assertThat(today.findings()).hasSize(ClusterTodayDecider.FINDINGS_MAX);
        assertThat(today.moreFindings()).isEqualTo(30 - ClusterTodayDecider.FINDINGS_MAX);
        assertThat(today.next()).hasSize(ClusterTodayDecider.NEXT_MAX);
    }
}
