package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.crds.meta.ConditionStatus;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import cloud.mows.backup.schedulers.policy.Governance.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GovernanceTest {
    private static final String NOTES = "{namespaces: [notes], repositories: [offsite, usb-disk], allowHooks: true}";

    private static World world() {
        return new World().namespace("notes").repository("offsite").repository("usb-disk");
    }

    private static EffectivePolicy notes(World world) {
        return world.decide().namespaces().get("notes");
    }

    private static AppSettings settings(World world) {
        return notes(world).effective().orElseThrow();
    }

    private static Standing standing(World world, String policy) {
        return world.decide().policies().stream()
                .filter(s -> s.name().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAnyWordEverythingIsBackedUpEveryNight() {
        AppSettings settings = settings(world());
        assertThat(settings.by()).isEqualTo("ClusterBackupPolicy default");
        assertThat(settings.timetable()).hasToString("0 2 * * * Etc/UTC");
        assertThat(settings.timetable().jitterSeconds()).isEqualTo(7200);
        assertThat(settings.targets()).extracting(Target::repository).containsExactly("offsite", "usb-disk");
        assertThat(settings.targets()).extracting(Target::retention).containsOnly(Retention.DEFAULT);
        assertThat(settings.volumes()).isEmpty();
        assertThat(settings.activeDeadline()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.suspended()).isEmpty();
        assertThat(world().decide().clusterReady().holds()).isTrue();
        assertThat(world().decide().wholeCluster().timetable()).hasToString("0 2 * * * Etc/UTC");
    }

    @Test
    void theFirstRuleThatMatchesDecidesAboutANamespace() {
        World world = new World().repository("offsite").cluster("""
                {namespaces: [
                  {names: [ci-main]},
                  {names: ['ci-*'], action: Exclude, reason: made again},
                  {labelSelector: {matchLabels: {backup: 'off'}}, names: ['t*'], action: Exclude, reason: their wish}]}""");
        world.namespace("ci-main")
                .namespace("ci-1")
                .namespace("team", Map.of("backup", "off"))
                .namespace("x", Map.of("backup", "off"));
        Governance governance = world.decide();
        assertThat(governance.namespaces().get("ci-main")).isInstanceOf(EffectivePolicy.ByDefault.class);
        assertThat(governance.namespaces().get("ci-1"))
                .isEqualTo(new EffectivePolicy.Excluded("ClusterBackupPolicy default", "made again"));
        assertThat(governance.namespaces().get("team"))
                .isEqualTo(new EffectivePolicy.Excluded("ClusterBackupPolicy default", "their wish"));
        assertThat(governance.namespaces().get("x")).isInstanceOf(EffectivePolicy.ByDefault.class);
        assertThat(governance.excludedNamespaces()).isEqualTo(2);
        assertThat(governance.namespacesByDefault()).isEqualTo(2);
    }

    @Test
    void aGrantedPolicyGovernsAlsoWhereTheRulesLeaveTheNamespaceOut() {
        World world = world().cluster("{namespaces: [{action: Exclude, reason: only what is asked for}]}")
                .policy("notes", "notes", "{}");
        assertThat(notes(world)).isInstanceOf(EffectivePolicy.Excluded.class);
        world.grant("g", NOTES);
        assertThat(notes(world)).isInstanceOf(EffectivePolicy.ByPolicy.class);
    }

    @Test
    void whatAPolicyLeavesOutIsAsTheClusterSays() {
        World world = world().grant("g", NOTES).cluster("""
                        {schedule: {cron: '30 1 * * *', timeZone: Europe/Berlin, jitterSeconds: 60},
                         retention: {daily: 7},
                         repositories: [{name: usb-disk, retention: {daily: 30}}],
                         volumes: [{names: ['*-cache'], action: Exclude, reason: caches}],
                         objects: [{resources: [leases.coordination.k8s.io], action: Exclude, reason: who leads}],
                         activeDeadlineSeconds: 43200}""");
        world.policy(
                "notes",
                "notes",
                "{schedule: {cron: '0 5 * * *'}, volumes: [{names: [tmp], action: Exclude, reason: temporary}]}");
        AppSettings settings = settings(world);
        assertThat(settings.by()).isEqualTo("BackupPolicy notes");
        assertThat(settings.timetable()).hasToString("0 5 * * * Europe/Berlin");
        assertThat(settings.timetable().jitterSeconds()).isEqualTo(60);
        assertThat(settings.targets()).extracting(Target::repository).containsExactly("usb-disk");
        assertThat(settings.targets().getFirst().retention().daily()).isEqualTo(30);
        assertThat(settings.activeDeadline()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.holdDeadline()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.volumes())
                .extracting(AppSettings.Ruled::by)
                .containsExactly("BackupPolicy notes", "ClusterBackupPolicy default");
        assertThat(settings.objects()).hasSize(1);
    }

    @Test
    void retentionOfARepository() {
        String cluster =
                "{retention: {daily: 1}, repositories: [{name: offsite, retention: {daily: 2}}, {name: usb-disk}]}";
        World own = world().cluster(cluster)
                .grant("g", NOTES)
                .policy(
                        "notes",
                        "notes",
                        "{retention: {daily: 3}, repositories: [{name: offsite, retention: {daily: 4}}, {name: usb-disk}]}");
        assertThat(settings(own).targets())
                .extracting(t -> t.retention().daily())
                .containsExactly(4, 3);
        World general = world().cluster(cluster).grant("g", NOTES).policy("notes", "notes", "{retention: {daily: 3}}");
        assertThat(settings(general).targets())
                .extracting(t -> t.retention().daily())
                .containsExactly(3, 3);
        World silent = world().cluster(cluster).grant("g", NOTES).policy("notes", "notes", "{}");
        assertThat(settings(silent).targets())
                .extracting(t -> t.retention().daily())
                .containsExactly(2, 1);
        World chosen = world().cluster(cluster)
                .grant("g", NOTES)
                .policy("notes", "notes", "{repositories: [{name: offsite}]}");
        assertThat(settings(chosen).targets())
                .extracting(t -> t.retention().daily())
                .containsExactly(2);
    }

    @Test
    void ownRulesComeBeforeTheClusters() {
        World world = world().grant("g", NOTES)
                .cluster("{volumes: [{names: ['*-cache'], action: Exclude, reason: caches}]}")
                .policy(
                        "notes",
                        "notes",
                        "{volumes: [{names: [notes-cache]}, {labelSelector: {matchLabels: {tmp: y}}, action: Exclude, reason: t}]}");
        AppSettings settings = settings(world);
        assertThat(settings.volume("notes-cache", Map.of()).orElseThrow().by()).isEqualTo("BackupPolicy notes");
        assertThat(settings.volume("web-cache", Map.of()).orElseThrow().by()).isEqualTo("ClusterBackupPolicy default");
        assertThat(settings.volume("web-cache", Map.of("tmp", "y"))
                        .orElseThrow()
                        .by())
                .isEqualTo("BackupPolicy notes");
        assertThat(settings.volume("files", null)).isEmpty();
    }

    @Test
    void objectRulesMatchResourceNameAndLabels() {
        World world = world().cluster(
                        "{objects: [{resources: ['*.apps', pods], names: ['a*'], labelSelector: {matchLabels: {x: y}}, action: Exclude, reason: r}]}");
        ObjectRules rules = settings(world).objectRules();
        assertThat(rules.exclusion("deployments.apps", "a1", Map.of("x", "y"))).isPresent();
        assertThat(rules.exclusion("pods", "a1", Map.of("x", "y"))).isPresent();
        assertThat(rules.exclusion("services", "a1", Map.of("x", "y"))).isEmpty();
        assertThat(rules.exclusion("pods", "b1", Map.of("x", "y"))).isEmpty();
        assertThat(rules.exclusion("pods", "a1", null)).isEmpty();
    }

    @Test
    void theFirstRuleAboutAnObjectDecides() {
        World world = world().grant("g", NOTES)
                .cluster("{objects: [{resources: [configmaps], action: Exclude, reason: r}]}")
                .policy("notes", "notes", "{objects: [{resources: [configmaps], names: [kept]}]}");
        ObjectRules rules = settings(world).objectRules();
        assertThat(rules.exclusion("configmaps", "kept", Map.of())).isEmpty();
        assertThat(rules.exclusion("configmaps", "other", Map.of()))
                .hasValueSatisfying(each -> assertThat(each.by()).isEqualTo("ClusterBackupPolicy default"));
    }

    @Test
    void ofSeveralPoliciesTheOldestThatIsGrantedGoverns() {
        World world = world().policy("notes", "z", "{repositories: [{name: usb-disk}]}")
                .policy("notes", "m", "{}")
                .policy("notes", "a", "{}")
                .grant("g", "{namespaces: [notes], repositories: [offsite]}");
        assertThat(notes(world))
                .isInstanceOfSatisfying(
                        EffectivePolicy.ByPolicy.class,
                        by -> assertThat(by.policy()).isEqualTo("m"));
        assertThat(standing(world, "z").governs()).isFalse();
        assertThat(standing(world, "m").governs()).isTrue();
        Standing younger = standing(world, "a");
        assertThat(younger.governs()).isFalse();
        assertThat(younger.granted().holds()).isTrue();
        assertThat(younger.ready().reason()).isEqualTo("AnotherGoverns");
        assertThat(younger.ready().message())
                .isEqualTo("BackupPolicy m of the same namespace is older and governs it: delete one of the two.");
        assertThat(world.decide().grants()).containsEntry("g", 2L);
    }

    @Test
    void suspension() {
        World own = world().policy("notes", "notes", "{suspend: true}").grant("g", NOTES);
        assertThat(settings(own).suspended()).contains("BackupPolicy notes");
        assertThat(standing(own, "notes").ready().reason()).isEqualTo("Suspended");
        World all = world().cluster("{suspend: true}")
                .policy("notes", "notes", "{}")
                .grant("g", NOTES);
        assertThat(settings(all).suspended()).contains("ClusterBackupPolicy default");
        assertThat(all.decide().clusterReady().reason()).isEqualTo("Suspended");
        World notGranted = world().policy("notes", "notes", "{suspend: true}");
        assertThat(settings(notGranted).suspended())
                .as("nobody stops backups without a grant")
                .isEmpty();
    }

    @Test
    void aScheduleThatCannotBeFollowedDoesNotStopBackups() {
        World world =
                world().cluster("{schedule: {cron: '0 0 31 2 *', timeZone: Europe/Berlin}, retention: {daily: 9}}");
        assertThat(settings(world).timetable()).hasToString("0 2 * * * Etc/UTC");
        assertThat(settings(world).targets().getFirst().retention().daily()).isEqualTo(9);
        assertThat(world.decide().clusterReady().reason()).isEqualTo("InvalidSchedule");
        assertThat(world.decide().clusterReady().message())
                .isEqualTo(
                        "The schedule cannot be followed: cron '0 0 31 2 *' never comes: none of its months has such a day."
                                + " Until that is put right, backups start as by default: 0 2 * * * Etc/UTC.");
        World own = world().policy(
                        "notes", "notes", "{schedule: {cron: '@daily', windows: [{from: '09:00', to: '17:00'}]}}")
                .grant("g", NOTES)
                .cluster("{schedule: {cron: '0 2 * * *', windows: [{from: '01:00', to: '05:00'}]}}");
        assertThat(notes(own)).isInstanceOf(EffectivePolicy.ByDefault.class);
        assertThat(standing(own, "notes").granted().message())
                .startsWith("its schedule cannot be followed: no moment of the next year is within all windows");
    }

    @Test
    void repositoriesThatCannotBeUsed() {
        World none =
                new World().namespace("notes").policy("notes", "notes", "{}").grant("g", NOTES);
        assertThat(none.decide().clusterReady().reason()).isEqualTo("NoRepository");
        assertThat(standing(none, "notes").ready().reason()).isEqualTo("NoRepository");
        World some = new World()
                .namespace("notes")
                .repository("a", ", suspend: true", "True")
                .repository("b", "", "False")
                .repository("c", "", "")
                .repository("d", "", "Unknown")
                .repository("e")
                .policy(
                        "notes",
                        "notes",
                        "{repositories: [{name: e}, {name: a}, {name: b}, {name: c}, {name: d}, {name: f}]}")
                .grant("g", "{namespaces: [notes], repositories: [a, b, c, d, e, f]}");
        Verdict ready = standing(some, "notes").ready();
        assertThat(ready.status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(ready.reason()).isEqualTo("RepositorySuspended");
        assertThat(ready.message())
                .isEqualTo(
                        "Repository a is suspended; Repository b is not ready; whether Repository c is ready is not known"
                                + " yet; whether Repository d is ready is not known yet; there is no Repository f; until then backups"
                                + " go to e only.");
        World unknown = world().policy("notes", "notes", "{repositories: [{name: gone}]}")
                .grant("g", "{namespaces: [notes], repositories: [gone]}");
        assertThat(standing(unknown, "notes").ready().message())
                .isEqualTo("There is no Repository gone; no backup can run.");
        assertThat(standing(unknown, "notes").ready().reason()).isEqualTo("RepositoryUnknown");
    }

    @Test
    void aConditionKeepsItsTimeWhileTheStatusIsTheSame() {
        Verdict no = standing(world().policy("notes", "notes", "{}"), "notes").granted();
        Condition first = no.condition(List.of(), World.NOW, 1);
        assertThat(first.lastTransitionTime()).isEqualTo(World.NOW);
        Instant later = World.NOW.plusSeconds(60);
        assertThat(no.condition(List.of(first), later, 2).lastTransitionTime()).isEqualTo(World.NOW);
        assertThat(no.condition(List.of(first), later, 2).observedGeneration()).isEqualTo(2);
        Verdict yes = standing(world().policy("notes", "notes", "{}").grant("g", NOTES), "notes")
                .granted();
        assertThat(yes.condition(List.of(first), later, 2).lastTransitionTime()).isEqualTo(later);
    }
}
