package cloud.mows.backup.schedulers.policy;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.schedulers.policy.Governance.Standing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a grant covers, and in which words it is said what is missing. */
final class GrantTest {
    private static World world() {
        return new World()
                .namespace("notes", Map.of("backup", "own"))
                .namespace("photos")
                .repository("offsite")
                .repository("usb-disk");
    }

    private static Standing only(World world) {
        assertThat(world.decide().policies()).hasSize(1);
        return world.decide().policies().getFirst();
    }

    static List<Arguments> covered() {
        return List.of(
                Arguments.of("{}", "{namespaces: [notes], repositories: [offsite]}"),
                Arguments.of("{}", "{namespaces: ['no*'], repositories: [offsite]}"),
                Arguments.of("{}", "{namespaces: ['*'], repositories: [offsite]}"),
                Arguments.of("{}", "{namespaceSelector: {matchLabels: {backup: own}}, repositories: [offsite]}"),
                Arguments.of("{}", "{namespaces: [notes], policies: [other, notes], repositories: [offsite]}"),
                Arguments.of(
                        "{repositories: [{name: offsite}]}",
                        "{namespaces: [notes], repositories: [usb-disk, offsite]}"),
                // What is left to the default needs no grant: not its repositories, schedule or retention.
                Arguments.of(
                        "{suspend: true}",
                        "{namespaces: [notes], repositories: [x], minIntervalSeconds: 31536000, maxRetention: 1h}"),
                Arguments.of("{schedule: {cron: '@hourly'}}", "{namespaces: [notes], repositories: [x]}"),
                Arguments.of(
                        "{schedule: {cron: '*/15 * * * *', jitterSeconds: 3600}}",
                        "{namespaces: [notes], repositories: [x], minIntervalSeconds: 900}"),
                // A day is a day, though one is an hour shorter in a year.
                Arguments.of(
                        "{schedule: {cron: '0 3 * * *', timeZone: Europe/Berlin}}",
                        "{namespaces: [notes], repositories: [x], minIntervalSeconds: 86400}"),
                Arguments.of("{retention: {monthly: 12}}", "{namespaces: [notes], repositories: [x]}"),
                Arguments.of(
                        "{retention: {yearly: 1, within: 12m, daily: 365}}",
                        "{namespaces: [notes], repositories: [x]}"),
                Arguments.of(
                        "{schedule: {cron: '@hourly'}, retention: {last: 48, hourly: 48}}",
                        "{namespaces: [notes], repositories: [x], maxRetention: 2d}"),
                Arguments.of(
                        "{hooks: [{name: h, container: c, pre: {command: [sync]}}]}",
                        "{namespaces: [notes], repositories: [x], allowHooks: true}"));
    }

    @ParameterizedTest
    @MethodSource("covered")
    void covers(String policy, String grant) {
        Standing standing = only(world().policy("notes", "notes", policy).grant("g", grant));
        assertThat(standing.granted().message()).isEqualTo("BackupGrant g covers all that is asked for.");
        assertThat(standing.granted().holds()).isTrue();
        assertThat(standing.grant()).contains("g");
        assertThat(standing.governs()).isTrue();
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of(
                        "{}",
                        "{namespaces: [photos], repositories: [x]}",
                        "NoGrant",
                        "no BackupGrant names namespace notes"),
                Arguments.of(
                        "{}",
                        "{namespaces: [note], repositories: [x]}",
                        "NoGrant",
                        "no BackupGrant names namespace notes"),
                Arguments.of(
                        "{}",
                        "{namespaces: ['note-*'], repositories: [x]}",
                        "NoGrant",
                        "no BackupGrant names namespace notes"),
                Arguments.of(
                        "{}",
                        "{namespaces: [ote], repositories: [x]}",
                        "NoGrant",
                        "no BackupGrant names namespace notes"),
                Arguments.of(
                        "{}",
                        "{namespaceSelector: {matchLabels: {backup: other}}, repositories: [x]}",
                        "NoGrant",
                        "no BackupGrant names namespace notes"),
                Arguments.of(
                        "{}",
                        "{namespaces: [notes], policies: [main, db], repositories: [x]}",
                        "PolicyNotNamed",
                        "BackupGrant g names namespace notes, but it is for BackupPolicies called main, db, not for notes"),
                Arguments.of(
                        "{repositories: [{name: offsite}, {name: usb-disk}]}",
                        "{namespaces: [notes], repositories: [offsite]}",
                        "RepositoryNotAllowed",
                        "BackupGrant g names namespace notes, but it allows repositories offsite, not usb-disk"),
                Arguments.of(
                        "{schedule: {cron: '*/15 * * * *'}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "IntervalTooShort",
                        "BackupGrant g names namespace notes, but it allows 1 hour between two backups at least"
                                + " (minIntervalSeconds), and by */15 * * * * Etc/UTC it is 15 minutes"),
                // Twice in a day and then not for a week: what counts is the shortest time.
                Arguments.of(
                        "{schedule: {cron: '0,1 3 * * 1'}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "IntervalTooShort",
                        "BackupGrant g names namespace notes, but it allows 1 hour between two backups at least"
                                + " (minIntervalSeconds), and by 0,1 3 * * 1 Etc/UTC it is 1 minute"),
                // An hour apart by the clock, but a window moves the first to just before the second.
                Arguments.of(
                        "{schedule: {cron: '0 21,22 * * *', jitterSeconds: 0, windows: [{from: '21:50', to: '23:00'}]}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "IntervalTooShort",
                        "BackupGrant g names namespace notes, but it allows 1 hour between two backups at least"
                                + " (minIntervalSeconds), and by 0 21,22 * * * Etc/UTC it is 10 minutes"),
                // The default's jitter of two hours does not fit before the end of the window, so the app's delay is
                // less.
                Arguments.of(
                        "{schedule: {cron: '0 21,22 * * *', windows: [{from: '20:00', to: '22:30'}]}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "IntervalTooShort",
                        "BackupGrant g names namespace notes, but it allows 1 hour between two backups at least"
                                + " (minIntervalSeconds), and by 0 21,22 * * * Etc/UTC it is 1387 seconds"),
                Arguments.of(
                        "{retention: {daily: 400}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "RetentionTooLong",
                        "BackupGrant g names namespace notes, but it allows to keep backups for 1y at most (maxRetention), and"
                                + " daily: 400 keeps them for 400 days"),
                Arguments.of(
                        "{retention: {last: 3}, repositories: [{name: offsite, retention: {within: 13m}}]}",
                        "{namespaces: [notes], repositories: [offsite]}",
                        "RetentionTooLong",
                        "BackupGrant g names namespace notes, but it allows to keep backups for 1y at most (maxRetention), and"
                                + " within: 13m keeps them for 396 days"),
                // Days that have a backup count, and there is one such day in a week.
                Arguments.of(
                        "{schedule: {cron: '@weekly'}, retention: {daily: 60}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "RetentionTooLong",
                        "BackupGrant g names namespace notes, but it allows to keep backups for 1y at most (maxRetention), and"
                                + " daily: 60 keeps them for 420 days"),
                // Many backups on one day of the year.
                Arguments.of(
                        "{schedule: {cron: '0 * 1 1 *'}, retention: {last: 30}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "RetentionTooLong",
                        "BackupGrant g names namespace notes, but it allows to keep backups for 1y at most (maxRetention), and"
                                + " last: 30 keeps them for 457 days"),
                Arguments.of(
                        "{hooks: [{name: h, container: c, pre: {command: [sync]}}]}",
                        "{namespaces: [notes], repositories: [x]}",
                        "HooksNotAllowed",
                        "BackupGrant g names namespace notes, but it does not allow hooks (allowHooks)"),
                Arguments.of(
                        "{hooks: [{name: h, container: c, pre: {command: [sync]}}], repositories: [{name: usb-disk}]}",
                        "{namespaces: [notes], repositories: [offsite]}",
                        "GrantTooNarrow",
                        "BackupGrant g names namespace notes, but it allows repositories offsite, not usb-disk; it does not"
                                + " allow hooks (allowHooks)"),
                Arguments.of(
                        "{schedule: {cron: '61 * * * *'}}",
                        "{namespaces: [notes], repositories: [x]}",
                        "InvalidSchedule",
                        "its schedule cannot be followed: cron '61 * * * *': minute goes from 0 to 59, and 61 is not in it"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysWhatIsMissing(String policy, String grant, String reason, String message) {
        World world = world().policy("notes", "notes", policy).grant("g", grant);
        Standing standing = only(world);
        assertThat(standing.granted().message())
                .isEqualTo(message + ". Until that is put right, the ClusterBackupPolicy governs.");
        assertThat(standing.granted().reason()).isEqualTo(reason);
        assertThat(standing.granted().holds()).isFalse();
        assertThat(standing.grant()).isEmpty();
        assertThat(standing.ready().reason()).isEqualTo("NotGranted");
        assertThat(world.decide().namespaces().get("notes")).isInstanceOf(EffectivePolicy.ByDefault.class);
    }

    @Test
    void twoHalvesDoNotAddUp() {
        Standing standing = only(world().policy(
                        "notes",
                        "notes",
                        "{repositories: [{name: offsite}], hooks: [{name: h, container: c, pre: {command: [sync]}}]}")
                .grant("hooks", "{namespaces: [notes], repositories: [usb-disk], allowHooks: true}")
                .grant("place", "{namespaces: [notes], repositories: [offsite]}"));
        assertThat(standing.granted().holds()).isFalse();
        assertThat(standing.granted().message())
                .startsWith(
                        "BackupGrant hooks names namespace notes, but it allows repositories usb-disk, not offsite. ");
    }

    @Test
    void tellsOfTheNearest() {
        World world = world().policy("notes", "notes", "{repositories: [{name: offsite}], retention: {yearly: 2}}")
                .grant("a", "{namespaces: [notes], repositories: [usb-disk]}")
                .grant("b", "{namespaces: [notes], repositories: [offsite]}")
                .grant("c", "{namespaces: [photos], repositories: [offsite], maxRetention: 9y}");
        assertThat(only(world).granted().message())
                .startsWith("BackupGrant b names namespace notes, but it allows to keep");
        assertThat(world.decide().grants()).isEqualTo(Map.of("a", 0L, "b", 0L, "c", 0L));
        world.grant("d", "{namespaces: [notes], repositories: [offsite], maxRetention: 2y}");
        assertThat(only(world).grant()).contains("d");
        assertThat(world.decide().grants()).containsEntry("d", 1L);
    }
}
