package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A grant that covers what is asked for, and nothing that is wider in any of its limits. */
final class ExactGrantTest {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static World world(String policy) {
        return new World()
                .namespace("notes")
                .repository("offsite")
                .repository("usb-disk")
                .policy("notes", "main", policy);
    }

    private static BackupGrantSpec exact(World world) {
        return ExactGrant.of(
                world.documents().policies().getFirst(), only(world).settings(), World.NOW);
    }

    private static Standing only(World world) {
        return world.decide().policies().getFirst();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{suspend: true}",
                "{repositories: [{name: usb-disk}]}",
                "{schedule: {cron: '*/7 * * * *', jitterSeconds: 600, windows: [{from: '22:00', to: '06:00'}]}}",
                "{schedule: {cron: '0 3 * * *', timeZone: Europe/Berlin}, retention: {daily: 14}}",
                "{schedule: {cron: '0 0 29 2 *'}, retention: {last: 2}}",
                "{retention: {within: 1m15d}, repositories: [{name: offsite, retention: {hourly: 5}}]}",
                "{retention: {yearly: 100, hourly: 100000}}",
                "{hooks: [{name: h, container: c, pre: {command: [sync]}}]}"
            })
    void itCoversWhatIsAskedFor(String policy) {
        World world = world(policy);
        assertThat(only(world).granted().holds()).isFalse();
        world.grant("exact", JSON.asJson(exact(world)));
        assertThat(only(world).granted().message()).isEqualTo("BackupGrant exact covers all that is asked for.");
    }

    @Test
    void eachOfItsLimitsIsWhatIsAskedFor() {
        BackupGrantSpec grant = exact(world("{schedule: {cron: '0 */6 * * *', jitterSeconds: 0}, retention: {last: 8},"
                + " repositories: [{name: usb-disk}]}"));
        assertThat(grant.namespaces()).containsExactly("notes");
        assertThat(grant.policies()).containsExactly("main");
        assertThat(grant.repositories()).containsExactly("usb-disk");
        assertThat(grant.minIntervalSeconds()).isEqualTo(6 * 3600);
        assertThat(grant.maxRetention()).isEqualTo("2d");
        assertThat(grant.allowHooks()).isFalse();
    }

    /** Nothing has no limit: it is what the ClusterBackupPolicy gives anyway. */
    @Test
    void whatIsNotAskedForIsLimitedToTheDefault() {
        BackupGrantSpec grant = exact(world("{}"));
        assertThat(grant.repositories()).containsExactly("offsite", "usb-disk");
        assertThat(grant.minIntervalSeconds()).isEqualTo(86_400);
        assertThat(grant.maxRetention()).isEqualTo("1y");
    }

    @Test
    void hooksAreAllowedOnlyWhereThereAreSome() {
        assertThat(exact(world("{hooks: [{name: h, container: c, pre: {command: [sync]}}]}"))
                        .allowHooks())
                .isTrue();
    }

    @Test
    void withoutAnyRepositoryThereIsNoGrant() {
        World world = new World().namespace("notes").policy("notes", "main", "{}");
        assertThatThrownBy(() -> exact(world))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no Repository");
    }

    @Test
    void lengthsAreWrittenAsInDocumentsAndNeverShorter() {
        assertThat(ExactGrant.length(Duration.ofHours(8766))).isEqualTo("1y");
        assertThat(ExactGrant.length(Duration.ofDays(14))).isEqualTo("14d");
        assertThat(ExactGrant.length(Duration.ofHours(8766 + 25))).isEqualTo("1y1d1h");
        assertThat(ExactGrant.length(Duration.ofMinutes(61))).isEqualTo("2h");
    }
}
