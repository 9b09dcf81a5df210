package cloud.mows.backup.dashboards.cluster.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.RepositoryCopy;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.dashboards.cluster.PlayedCluster;
import cloud.mows.backup.dashboards.cluster.policy.PolicyPlace.Use;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.People;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterPoliciesTest {
    private static final Rights ME = new OwnRights();
    private static final PolicyTimes NIGHTLY = new PolicyTimes("0 2 * * *", "Etc/UTC", 0);
    private static final PolicyKeep USUAL = new PolicyKeep(3, null, 7, 5, 12, null, null);

    private final PlayedCluster cluster = new PlayedCluster()
            .repository("disk", "/backup", PlayedCluster.READY)
            .app("photos", Duration.ofDays(400));
    private final ClusterPolicies policies = new ClusterPolicies(cluster.api, cluster.look());

    private ClusterBackupPolicy stored() {
        return cluster.api.all(ClusterBackupPolicy.class).getFirst();
    }

    private PolicyChange change(PolicyTimes times, PolicyKeep keep) {
        return new PolicyChange(policies.get(ME).asShown(), false, times, keep, null);
    }

    @Test
    void showsWhatHolds() {
        ClusterPolicy policy = policies.get(ME);

        assertThat(policy.times()).isEqualTo(NIGHTLY);
        assertThat(policy.keep()).isEqualTo(USUAL);
        assertThat(policy.suspended()).isFalse();
        assertThat(policy.next())
                .containsExactly(
                        Instant.parse("2026-12-01T02:00:00Z"),
                        Instant.parse("2026-12-02T02:00:00Z"),
                        Instant.parse("2026-12-03T02:00:00Z"));
        assertThat(policy.governed()).isEqualTo(2);
    }

    @Test
    void aChangeIsTriedWithWhatTheControllerDecidesBy() {
        for (int day = 1; day <= 30; day++) {
            cluster.backedUp("photos", Duration.ofDays(day), "disk");
        }
        PolicyTimes berlin = new PolicyTimes("30 3 * * Sun", "Europe/Berlin", 600);

        PolicyTrial same = policies.attempt(ME, change(NIGHTLY, USUAL));
        PolicyTrial fewer = policies.attempt(ME, change(berlin, new PolicyKeep(2, null, null, null, null, null, null)));

        assertThat(same.goes()).as("what is not kept now is no news").isZero();
        assertThat(same.points()).isEqualTo(31);
        assertThat(fewer.goes()).isBetween(5, 28);
        assertThat(fewer.next()).first().isEqualTo(Instant.parse("2026-12-06T02:30:00Z"));
        assertThat(Objects.requireNonNull(stored().getSpec().retention()).daily())
                .as("nothing was changed")
                .isEqualTo(7);
    }

    @Test
    void aChangeHoldsAndLeavesTheRest() {
        cluster.policy("{schedule: {cron: '0 2 * * *', jitterSeconds: 0, quietHours: [{from: '08:00', to: '09:00'}]},"
                + " copies: [{name: friend}]}");

        policies.change(
                ME,
                new PolicyChange(
                        policies.get(ME).asShown(),
                        true,
                        new PolicyTimes("@hourly", "Europe/Berlin", 60),
                        new PolicyKeep(null, 24, null, null, null, null, "1m"),
                        null));

        var spec = stored().getSpec();
        assertThat(spec.suspend()).isTrue();
        assertThat(spec.retention()).isEqualTo(new Retention(null, 24, null, null, null, null, "1m"));
        var schedule = Objects.requireNonNull(spec.schedule());
        assertThat(schedule.cron()).isEqualTo("@hourly");
        assertThat(schedule.timeZone()).isEqualTo("Europe/Berlin");
        assertThat(schedule.quietHours()).hasSize(1);
        assertThat(spec.copies()).hasSize(1);
        assertThat(policies.get(ME).hasHours()).isTrue();
        assertThat(policies.get(ME).places())
                .containsExactly(new PolicyPlace("disk", Use.BackedUp), new PolicyPlace("friend", Use.Copied));
    }

    @ParameterizedTest
    @CsvSource({
        "0 2 * *,Etc/UTC",
        "0 0 30 2 *,Etc/UTC",
        "61 2 * * *,Etc/UTC",
        "0 2 * * *,Europe/Nowhere",
        "0 2 * * *,''"
    })
    void whatNeverComesIsRefused(String cron, String zone) {
        PolicyChange change = change(new PolicyTimes(cron, zone, 0), USUAL);

        assertThatThrownBy(() -> policies.attempt(ME, change)).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> policies.change(ME, change)).isInstanceOf(ApiException.class);
        assertThat(policies.get(ME).times()).isEqualTo(NIGHTLY);
    }

    private void use(Use disk, Use friend) {
        policies.change(
                ME,
                new PolicyChange(
                        policies.get(ME).asShown(),
                        false,
                        NIGHTLY,
                        USUAL,
                        List.of(new PolicyPlace("disk", disk), new PolicyPlace("friend", friend))));
    }

    @Test
    void aSecondPlaceIsBackedUpToCopiedToOrLeftOut() {
        cluster.repository("friend", "rest:https://friend.example.org/us/", PlayedCluster.READY);
        assertThat(policies.get(ME).places()).extracting(PolicyPlace::use).containsOnly(Use.BackedUp);

        use(Use.BackedUp, Use.Copied);
        assertThat(stored().getSpec().copies()).extracting(RepositoryCopy::name).containsExactly("friend");
        assertThat(stored().getSpec().repositories())
                .as("every other one, also one that comes later")
                .isEmpty();

        use(Use.BackedUp, Use.Unused);
        assertThat(stored().getSpec().copies()).isEmpty();
        assertThat(stored().getSpec().repositories())
                .extracting(RepositoryChoice::name)
                .containsExactly("disk");
        assertThat(policies.get(ME).places())
                .containsExactly(new PolicyPlace("disk", Use.BackedUp), new PolicyPlace("friend", Use.Unused));

        assertThatThrownBy(() -> use(Use.Copied, Use.Unused)).hasMessageContaining("no place is left");
    }

    @Test
    void whatIsSaidOfAPlaceStays() {
        cluster.repository("friend", "rest:https://friend.example.org/us/", PlayedCluster.READY)
                .policy("{copies: [{name: friend, retention: {daily: 2}, windows: [{from: '01:00', to: '06:00'}]}]}");

        use(Use.BackedUp, Use.Copied);

        RepositoryCopy copy = stored().getSpec().copies().getFirst();
        assertThat(copy.windows()).hasSize(1);
        assertThat(copy.retention()).isEqualTo(new Retention(null, null, 2, null, null, null, null));
    }

    @Test
    void toKeepNothingIsRefused() {
        PolicyChange change = change(NIGHTLY, new PolicyKeep(null, null, null, null, null, null, null));
        assertThatThrownBy(() -> policies.change(ME, change)).hasMessageContaining("must keep something");
        PolicyChange zero = change(NIGHTLY, new PolicyKeep(0, null, null, null, null, null, null));
        assertThatThrownBy(() -> policies.change(ME, zero)).hasMessageContaining("last");
    }

    @Test
    void whatSomebodyElseChangedIsNotOverwritten() {
        PolicyChange mine = change(NIGHTLY, new PolicyKeep(9, null, null, null, null, null, null));
        ClusterBackupPolicy policy = stored();
        policy.getMetadata()
                .setGeneration(Objects.requireNonNullElse(policy.getMetadata().getGeneration(), 0L) + 1);
        cluster.api.put(policy);

        assertThatThrownBy(() -> policies.change(ME, mine)).hasMessageContaining("no longer as it was shown");
        assertThatThrownBy(() -> policies.change(ME, new PolicyChange(nothing(), false, NIGHTLY, USUAL, null)))
                .isInstanceOf(ApiException.class);
    }

    private static @Nullable String nothing() {
        return null;
    }

    @Test
    void whoMayOnlyLookIsToldWhatIsMissing() {
        Rights viewer = People.who(right -> right.verb().equals("list"));

        assertThat(policies.get(viewer).missingToChange())
                .containsExactly("patch clusterbackuppolicies.backup.k8s.mows.cloud in the whole cluster");
        assertThatThrownBy(() -> policies.change(viewer, change(NIGHTLY, USUAL)))
                .hasMessageContaining("patch clusterbackuppolicies");
    }
}
