package cloud.mows.backup.schedulers.request;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicyStatus;
import cloud.mows.backup.crds.policy.Denial;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the administrator sees of a request. */
final class RequestDeciderTest {
    private final World world = new World()
            .namespace("notes")
            .namespace("photos")
            .repository("offsite")
            .repository("usb-disk")
            .cluster("{schedule: {cron: '0 2 * * *', timeZone: Etc/UTC, jitterSeconds: 0}, retention: {daily: 7}}");

    private static PersistentVolumeClaim claim(String namespace, String name) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Map.of())
                .endMetadata()
                .build();
    }

    private static final List<PersistentVolumeClaim> CLAIMS =
            List.of(claim("notes", "files"), claim("notes", "cache"), claim("photos", "album"));

    private static List<Request> requests(Documents documents) {
        return new RequestDecider(documents, CLAIMS, World.NOW).all(GovernanceDecider.decide(documents, World.NOW));
    }

    private Request only() {
        List<Request> requests = requests(world.documents());
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private static String text(Request request) {
        StringBuilder text = new StringBuilder();
        request.differences()
                .forEach(each -> text.append(each.change().sign())
                        .append(' ')
                        .append(each.statement().topic())
                        .append(": ")
                        .append(each.statement().words())
                        .append('\n'));
        return text.toString();
    }

    @Test
    void everythingThatWouldChangeIsSaid() {
        world.policy("notes", "main", """
                {schedule: {cron: '0 */6 * * *', jitterSeconds: 900, windows: [{days: [Sunday, Saturday], from: '22:00', to: '06:00'}]},
                 retention: {last: 3, within: 1m15d},
                 repositories: [{name: offsite}],
                 volumes: [{names: [cache], action: Exclude, reason: made again},
                           {labelSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [a, b]}]}, excludeFiles: ['*.tmp']}],
                 objects: [{resources: [leases.coordination.k8s.io], names: ['n-*'], action: Exclude, reason: found out anew}],
                 hooks: [{name: still, container: app, pre: {command: [sh, -c, "echo 'on'"]},
                          post: {command: [app, 'off'], onError: Continue}}],
                 holdDeadlineSeconds: 60, suspend: true}
                """);
        assertThat(text(only())).isEqualTo("""
                - policy: ClusterBackupPolicy default
                + policy: BackupPolicy main
                - schedule: 0 2 * * * Etc/UTC
                + schedule: 0 */6 * * * Etc/UTC, up to 15 minutes later, only Sat, Sun 22:00 to 06:00
                - repository: offsite, keeps 7 daily
                - repository: usb-disk, keeps 7 daily
                + repository: offsite, keeps the last 3, all of 1m15d
                - volume: cache, backed up
                - volume: files, backed up
                + volume: cache, left out: made again
                + volume: files, backed up without *.tmp
                  time limit: 24 hours for each backup
                + suspended: BackupPolicy main: no backup starts by the schedule
                + volume rule: cache, left out: made again (BackupPolicy main)
                + volume rule: with tier not in a, b, backed up without *.tmp (BackupPolicy main)
                + object rule: leases.coordination.k8s.io n-*, left out: found out anew (BackupPolicy main)
                + hook: still, before the snapshots in every pod, container app: sh -c 'echo '\\''on'\\''' (30 seconds)
                + hook: still, after the snapshots in every pod, container app: app off (30 seconds, may fail)
                + standstill: for at most 1 minute
                """);
    }

    @Test
    void whatWouldBeProtectedLessIsSaidApart() {
        world.policy("notes", "main", """
                {schedule: {cron: '0 3 * * 0'}, retention: {last: 1}, repositories: [{name: offsite, retention: {within: 2d}}],
                 volumes: [{names: [cache], action: Exclude, reason: made again}],
                 objects: [{resources: [secrets], names: [key], action: Exclude, reason: kept elsewhere}], suspend: true}
                """);
        assertThat(only().less())
                .containsExactly(
                        "volume cache is left out",
                        "secrets key are left out",
                        "no backup starts by the schedule",
                        "backups start less often",
                        "repository offsite keeps backups for 2d, not for 7d",
                        "nothing goes into repository usb-disk any more");
    }

    @Test
    void copiesAreSaidWithWhatTheyKeepAndWhen() {
        world.policy("notes", "main", """
                {repositories: [{name: offsite}],
                 copies: [{name: usb-disk, retention: {daily: 3}, windows: [{days: [Sunday], from: '01:00', to: '06:00'}]}]}
                """);
        assertThat(text(only()))
                .contains("+ copy: usb-disk, keeps 3 daily, only Sun 01:00 to 06:00\n")
                .contains("- repository: usb-disk, keeps 7 daily\n");
        assertThat(only().less()).containsExactly("repository usb-disk keeps backups for 3d, not for 7d");
    }

    @Test
    void moreIsNotLess() {
        world.policy("notes", "main", "{schedule: {cron: '@hourly'}, retention: {daily: 14}}");
        assertThat(only().less()).isEmpty();
    }

    @Test
    void aNamespaceThatIsLeftOutHasNothingNow() {
        world.cluster("{namespaces: [{names: [notes], action: Exclude, reason: big}]}")
                .policy("notes", "main", "{}");
        assertThat(text(only()))
                .startsWith(
                        "- policy: ClusterBackupPolicy default leaves the namespace out: big\n+ policy: BackupPolicy main\n");
        assertThat(only().less()).isEmpty();
    }

    @Test
    void aRequestSaysWhatGrantItNeedsAndWhatWouldFollow() {
        world.policy("notes", "old", "{}")
                .grant("g", "{namespaces: [notes], policies: [old], repositories: [offsite]}")
                .policy("notes", "main", "{schedule: {cron: '@hourly'}}");
        Request request = requests(world.documents()).get(1);
        assertThat(request.name()).isEqualTo("notes/main");
        assertThat(request.state()).isEqualTo(Request.State.WAITING);
        assertThat(request.grant().orElseThrow().minIntervalSeconds()).isEqualTo(3600);
        assertThat(request.ready().orElseThrow().message())
                .startsWith("BackupPolicy old of the same namespace is older and governs it");
        assertThat(requests(world.documents()).getFirst().state()).isEqualTo(Request.State.GRANTED);
    }

    @Test
    void whatNoGrantCanAllowIsUnusable() {
        world.policy("notes", "main", "{schedule: {cron: '0 0 30 2 *'}}");
        assertThat(only().state()).isEqualTo(Request.State.UNUSABLE);
        assertThat(only().grant()).isEmpty();
        assertThat(only().obstacle()).contains("its schedule cannot be followed");
    }

    @Test
    void aNoCountsUntilThePolicyIsChangedOrGranted() {
        world.policy("notes", "main", "{}");
        Documents documents = world.documents();
        BackupPolicy policy = documents.policies().getFirst();
        policy.getMetadata().setGeneration(3L);
        policy.setStatus(new BackupPolicyStatus(
                3L, List.of(), null, new Denial(3, "too often", World.NOW), null, List.of(), null, null, null, null));
        Request denied = requests(documents).getFirst();
        assertThat(denied.state()).isEqualTo(Request.State.DENIED);
        assertThat(denied.standing().granted().reason()).isEqualTo("Denied");
        assertThat(denied.standing().granted().message())
                .isEqualTo(
                        "The administrator denied it: \"too often\". A BackupPolicy that is changed asks anew. Until then,"
                                + " the ClusterBackupPolicy governs.");
        assertThat(denied.grant()).isPresent();

        policy.getMetadata().setGeneration(4L);
        assertThat(requests(documents).getFirst().state()).isEqualTo(Request.State.WAITING);
        policy.getMetadata().setGeneration(3L);
        world.grant("g", "{namespaces: [notes], repositories: [offsite]}");
        Request granted = requests(world.documents()).getFirst();
        assertThat(granted.state()).isEqualTo(Request.State.GRANTED);
    }
}
