package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.policy.HookCommand;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody who may write anything in namespace mallory, and nothing elsewhere. */
final class AttackTest {
    private static final String HOOK = "{hooks: [{name: h, container: c, pre: {command: [steal]}}]}";

    private static World world() {
        return new World()
                .namespace("mallory", Map.of("team", "m"))
                .namespace("bank", Map.of("backup", "own"))
                .repository("offsite")
                .repository("vault")
                .policy("bank", "bank", "{repositories: [{name: vault}], " + HOOK.substring(1))
                .grant(
                        "bank",
                        "{namespaces: [bank], repositories: [vault], allowHooks: true, minIntervalSeconds: 60, maxRetention: 9y}");
    }

    private static AppSettings of(World world, String namespace) {
        return world.decide().namespaces().get(namespace).effective().orElseThrow();
    }

    @Test
    void cannotUseTheGrantOfAnother() {
        World world = world();
        EffectivePolicy before = world.decide().namespaces().get("bank");
        // By the same name, by a name as the grant's, by a name that sorts first.
        for (String name : new String[] {"bank", "default", "a"}) {
            world.policy("mallory", name, "{repositories: [{name: vault}], " + HOOK.substring(1));
        }
        Governance after = world.decide();
        assertThat(after.namespaces().get("bank")).isEqualTo(before);
        assertThat(after.of("mallory")).hasSize(3).noneMatch(s -> s.granted().holds() || s.governs());
        assertThat(after.namespaces().get("mallory")).isInstanceOf(EffectivePolicy.ByDefault.class);
        assertThat(of(world, "mallory").hooks()).isEmpty();
        assertThat(after.grants()).containsEntry("bank", 1L);
        assertThat(after.of("mallory").toString())
                .as("nothing about others' grants")
                .doesNotContain("BackupGrant bank");
    }

    @Test
    void cannotTakePartsOfItsRequestIntoForce() {
        World world = world().grant("m", "{namespaces: [mallory], repositories: [offsite], maxRetention: 30d}");
        AppSettings before = of(world, "mallory");
        world.policy("mallory", "m", """
                {schedule: {cron: '* * * * *', jitterSeconds: 0}, retention: {daily: 9000},
                 repositories: [{name: offsite}, {name: vault}],
                 volumes: [{action: Exclude, reason: x}], objects: [{action: Exclude, reason: x}],
                 hooks: [{name: h, container: c, post: {command: [steal]}}], activeDeadlineSeconds: 60, suspend: true}""");
        assertThat(of(world, "mallory")).isEqualTo(before);
    }

    @Test
    void cannotHideARetentionBehindARepository() {
        World world = world().grant("m", "{namespaces: [mallory], repositories: [offsite, vault], maxRetention: 30d}");
        world.policy(
                "mallory",
                "m",
                "{retention: {daily: 1}, repositories: [{name: offsite, retention: {daily: 1}}, {name: vault, retention: {yearly: 1}}]}");
        assertThat(world.decide().of("mallory").getFirst().granted().reason()).isEqualTo("RetentionTooLong");
    }

    @Test
    void cannotHaveItsBackupsCopiedToWhereItMayNotWrite() {
        World world = world().grant("m", "{namespaces: [mallory], repositories: [offsite], maxRetention: 30d}");
        world.policy("mallory", "m", "{copies: [{name: vault}]}");
        assertThat(world.decide().of("mallory").getFirst().granted().reason()).isEqualTo("RepositoryNotAllowed");
        world = world().grant("m", "{namespaces: [mallory], repositories: [offsite, vault], maxRetention: 30d}");
        world.policy("mallory", "m", "{retention: {daily: 1}, copies: [{name: vault, retention: {yearly: 1}}]}");
        assertThat(world.decide().of("mallory").getFirst().granted().reason()).isEqualTo("RetentionTooLong");
    }

    /** The record does not refuse it as the API server does. */
    @Test
    void cannotHideARetentionBehindTheSameRepositoryTwice() {
        World world = world().grant("m", "{namespaces: [mallory], repositories: [offsite], maxRetention: 30d}");
        world.policy(
                "mallory",
                "m",
                "{repositories: [{name: offsite, retention: {daily: 1}}, {name: offsite, retention: {yearly: 1}}]}");
        assertThat(world.decide().of("mallory").getFirst().granted().reason()).isEqualTo("RetentionTooLong");
        world = world().grant("m", "{namespaces: [mallory], repositories: [offsite]}");
        world.policy("mallory", "m", "{repositories: [{name: offsite}, {name: offsite}]}");
        assertThat(of(world, "mallory").targets())
                .extracting(Target::repository)
                .containsExactly("offsite");
    }

    @Test
    void aPatternInAPolicyIsOnlyAName() {
        World world = world().grant("m", "{namespaces: [mallory], policies: [m], repositories: [offsite]}");
        world.policy("mallory", "m", "{repositories: [{name: v.ult}]}");
        assertThat(world.decide().of("mallory").getFirst().granted().reason()).isEqualTo("RepositoryNotAllowed");
    }

    @Test
    void cannotBecomeTheOldest() {
        World world =
                world().policy("mallory", "owner", "{}").grant("m", "{namespaces: [mallory], repositories: [offsite]}");
        world.policy("mallory", "a", "{}").policy("mallory", "owner2", "{suspend: true}");
        assertThat(of(world, "mallory").by()).isEqualTo("BackupPolicy owner");
        assertThat(of(world, "mallory").suspended()).isEmpty();
    }

    @Test
    void cannotLeaveTheWindowsOfTheCluster() {
        World world = world().cluster(
                        "{schedule: {cron: '0 2 * * *', timeZone: Etc/UTC, windows: [{from: '01:00', to: '05:00'}],"
                                + " quietHours: [{from: '02:00', to: '03:00'}]}}")
                .grant("m", "{namespaces: [mallory], repositories: [offsite], minIntervalSeconds: 60}");
        world.policy(
                "mallory",
                "m",
                "{schedule: {cron: '*/7 * * * *', timeZone: Pacific/Kiritimati, jitterSeconds: 86400, windows: [{from: '00:00', to: '23:59'}]}}");
        assertThat(of(world, "mallory").by()).isEqualTo("BackupPolicy m");
        Timetable timetable = of(world, "mallory").timetable();
        Instant at = World.NOW;
        for (int i = 0; i < 200; i++) {
            at = timetable.next(at).orElseThrow();
            int hour = at.atZone(ZoneOffset.UTC).getHour();
            assertThat(hour).isIn(1, 3, 4);
        }
    }

    @Test
    void readsNothingOfTheRepositorysErrors() {
        World world = new World()
                .namespace("mallory")
                .repository("offsite", "", "False")
                .policy("mallory", "m", "{}")
                .grant("m", "{namespaces: [mallory], repositories: [offsite]}");
        assertThat(world.decide().of("mallory").toString())
                .contains("offsite is not ready")
                .doesNotContain("secret.host");
    }

    @Test
    void aRequestFromANamespaceThatIsGoneIsNone() {
        World world = world().policy("ghost", "ghost", HOOK)
                .grant("all", "{namespaces: ['*'], repositories: [offsite], allowHooks: true}");
        assertThat(world.decide().namespaces()).containsOnlyKeys("mallory", "bank");
        assertThat(world.decide().of("ghost")).isEmpty();
    }

    @Test
    void hooksRunOnlyFromThePolicyThatGoverns() {
        World world = world().policy("mallory", "first", "{}").policy("mallory", "second", HOOK);
        world.grant("m", "{namespaces: [mallory], repositories: [offsite], allowHooks: true}");
        assertThat(of(world, "mallory").hooks()).isEmpty();
        assertThat(of(world, "bank").hooks())
                .extracting(h -> h.pre())
                .extracting(HookCommand::command)
                .hasSize(1);
    }

    /** Each may be as hard to judge as can be, so their number is limited. */
    @Test
    void cannotMakeDecidingTakeLong() {
        World world = world().grant("m", "{namespaces: [mallory], repositories: [offsite], minIntervalSeconds: 60}");
        for (int i = 0; i < 100; i++) {
            world.policy(
                    "mallory", "p" + i, "{suspend: true, hooks: [{name: h, container: c, pre: {command: [steal]}}]}");
        }
        world.policy("mallory", "last", "{}");
        Governance governance = world.decide();
        assertThat(governance.of("mallory")).hasSize(101);
        assertThat(governance.of("mallory").stream().map(s -> s.granted().reason()))
                .startsWith("HooksNotAllowed")
                .endsWith("TooManyPolicies")
                .filteredOn("TooManyPolicies"::equals)
                .hasSize(101 - 8);
        assertThat(governance.namespaces().get("mallory")).isInstanceOf(EffectivePolicy.ByDefault.class);
    }
}
