package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.annotation.AnnotatedRequest;
import cloud.mows.backup.schedulers.annotation.AnnotationDecider;
import cloud.mows.backup.schedulers.answer.Requests;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.GovernanceDecider;
import cloud.mows.backup.schedulers.request.Request;
import cloud.mows.backup.schedulers.request.RequestDecider;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed and taken; that the cluster then does it: e2e. */
class RequestCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

    private static BackupPolicy policy(String namespace, String name, long generation, String spec, String status) {
        return Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: %s, namespace: %s, uid: u, generation: %d, creationTimestamp: "2026-11-28T02:00:00Z"}
                spec: %s
                status: %s
                """.formatted(name, namespace, generation, spec, status), BackupPolicy.class);
    }

    private static List<Request> requests(BackupPolicy... policies) {
        Documents documents = new Documents(
                List.of("photos", "notes").stream()
                        .map(name -> new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withUid("u-" + name)
                                .endMetadata()
                                .build())
                        .toList(),
                List.of(policies),
                List.of(),
                List.of(Serialization.unmarshal("""
                        apiVersion: backup.k8s.mows.cloud/v1alpha1
                        kind: Repository
                        metadata: {name: offsite}
                        spec: {address: "s3:https://s3.example.org/b", password: {name: p, key: k}}
                        status: {conditions: [{type: Ready, status: "True", reason: R, lastTransitionTime: "2026-01-01T00:00:00Z"}]}
                        """, Repository.class)),
                Optional.empty());
        return new RequestDecider(documents, List.of(), NOW).all(GovernanceDecider.decide(documents, NOW));
    }

    private static final BackupPolicy HOURLY = policy("photos", "main", 1, "{schedule: {cron: '@hourly'}}", "{}");

    @Test
    void listsTheOnesThatWait() {
        assertThat(RequestText.list(requests(HOURLY))).isEqualTo("""
                REQUEST      STATE    SINCE                 WHY
                photos/main  waiting  2026-11-28T02:00:00Z  no BackupGrant names namespace photos. Until that is put right, the \
                ClusterBackupPolicy governs.
                1 of 1 wait for an answer: 'mows-backup request show' with a name says what would change.
                """);
        assertThat(RequestText.list(List.of())).isEqualTo("No BackupPolicy asks for anything that is not granted.\n");
        assertThat(RequestText.list(requests(policy(
                        "photos",
                        "main",
                        1,
                        "{}",
                        "{denial: {generation: 1, reason: \"no\\e[2J\", time: '2026-11-28T02:00:00Z'}}"))))
                .contains("photos/main  denied ", "\"no [2J\"", "\nNone of them waits for an answer.\n")
                .doesNotContain("\u001b");
    }

    @Test
    void annotationsThatAreNotUnderstoodAreListedToo() {
        AnnotatedRequest asked = AnnotationDecider.decide(
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("photos")
                        .addToAnnotations("backup.k8s.mows.cloud/schedule", "often\u001b[2J")
                        .endMetadata()
                        .build(),
                List.of());
        assertThat(RequestText.faults(asked.faults()))
                .startsWith(
                        "\n! namespace photos: Annotation backup.k8s.mows.cloud/schedule is not understood, so none of the"
                                + " namespace is followed: cron has five fields");
        assertThat(RequestText.faults(List.of())).isEmpty();
        assertThat(RequestJson.list(requests(HOURLY), asked.faults()))
                .startsWith("{\"requests\":[{\"request\":\"photos/main\"")
                .contains("\"annotation\":\"backup.k8s.mows.cloud/schedule\"");
    }

    @Test
    void showsWhatWouldChange() {
        Request request = requests(HOURLY).getFirst();
        assertThat(RequestText.show(request, "abc")).isEqualTo("""
                request photos/main: waiting
                no BackupGrant names namespace photos. Until that is put right, the ClusterBackupPolicy governs.

                What governs the namespace now (-), and what would if this is approved (+):
                - policy       ClusterBackupPolicy default
                + policy       BackupPolicy main
                - schedule     0 2 * * * Etc/UTC, up to 2 hours later
                + schedule     @hourly Etc/UTC, up to 2 hours later
                  repository   offsite, keeps the last 3, 7 daily, 5 weekly, 12 monthly
                  time limit   24 hours for each backup

                BackupGrant photos.main allows BackupPolicy main of namespace photos, now and after any change:
                  repositories       offsite
                  shortest interval  1h
                  longest retention  1y
                  hooks              none
                  to leave out       any volume, any file, any object

                mows-backup request approve photos/main --as-shown abc
                mows-backup request deny photos/main --as-shown abc --reason 'WHY NOT'
                """);
        assertThat(RequestJson.show(request, "abc"))
                .startsWith(
                        "{\"request\":\"photos/main\",\"namespace\":\"photos\",\"policy\":\"main\",\"state\":\"waiting\"")
                .contains("\"change\":\"added\"", "\"as_shown\":\"abc\"", "\"minIntervalSeconds\":3600")
                .endsWith("}\n");
    }

    @Test
    void whatCannotBeApprovedSaysWhy() {
        Request request = requests(policy("photos", "main", 1, "{schedule: {cron: '0 0 30 2 *'}}", "{}"))
                .getFirst();
        assertThat(RequestText.show(request, "abc"))
                .startsWith("request photos/main: unusable\n")
                .contains("It cannot be approved as it is: its schedule cannot be followed")
                .doesNotContain("--as-shown");
    }

    @Test
    void anythingThatChangesMakesAnotherToken() {
        String token = Requests.token(requests(HOURLY).getFirst());
        assertThat(token)
                .matches("[0-9a-f]{12}")
                .isEqualTo(Requests.token(requests(HOURLY).getFirst()));
        for (BackupPolicy other : List.of(
                policy("photos", "main", 2, "{schedule: {cron: '@hourly'}}", "{}"),
                policy("photos", "main", 1, "{schedule: {cron: '@daily'}}", "{}"),
                policy("photos", "other", 1, "{schedule: {cron: '@hourly'}}", "{}"))) {
            assertThat(Requests.token(requests(other).getFirst())).isNotEqualTo(token);
        }
    }

    @Test
    void aNameIsAsShortAsItIsClear() {
        List<Request> requests =
                requests(HOURLY, policy("notes", "main", 1, "{}", "{}"), policy("notes", "extra", 1, "{}", "{}"));
        assertThat(RequestCommand.named("photos", requests))
                .extracting(Request::name)
                .containsExactly("photos/main");
        assertThat(RequestCommand.named("extra", requests))
                .extracting(Request::name)
                .containsExactly("notes/extra");
        assertThat(RequestCommand.named("main", requests)).hasSize(2);
        assertThat(RequestCommand.named("notes", requests)).hasSize(2);
        assertThat(RequestCommand.named("notes/main", requests))
                .extracting(Request::name)
                .containsExactly("notes/main");
        assertThat(RequestCommand.named("nobody", requests)).isEmpty();
    }

    @Test
    void limitsAreThoseThatAreAskedForUnlessOthersAreGiven() {
        BackupGrantSpec asked = requests(HOURLY).getFirst().grant().orElseThrow();
        assertThat(RequestOptions.parse(List.of("request", "approve", "x"))
                        .limits()
                        .insteadOf(asked))
                .isEqualTo(asked);
        BackupGrantSpec wider = RequestOptions.parse(List.of(
                        "request",
                        "approve",
                        "x",
                        "--shortest-interval=15min",
                        "--longest-retention",
                        "2y",
                        "--repository",
                        "usb-disk",
                        "--allow-hooks"))
                .limits()
                .insteadOf(asked);
        assertThat(wider.minIntervalSeconds()).isEqualTo(900);
        assertThat(wider.maxRetention()).isEqualTo("2y");
        assertThat(wider.repositories()).containsExactly("offsite", "usb-disk");
        assertThat(wider.allowHooks()).isTrue();
        assertThat(wider.policies()).isEqualTo(asked.policies());
    }

    @Test
    void wrongWordsAreNamed() {
        refused("'request' needs a second word: list, show, approve or deny", "request");
        refused("'request' needs a second word: list, show, approve or deny", "request", "delete");
        refused("does not take the word 'photos'", "request", "list", "photos");
        refused("'request show' needs the name of a request", "request", "show");
        refused("unknown option --yes", "request", "show", "photos", "--yes");
        refused("--grant needs a value", "request", "approve", "photos", "--grant");
        refused("not '5m'", "request", "approve", "photos", "--shortest-interval", "5m");
        refused("not '0h'", "request", "approve", "photos", "--shortest-interval", "0h");
        refused("not '99999999d'", "request", "approve", "photos", "--shortest-interval", "99999999d");
        refused("not 'long'", "request", "approve", "photos", "--longest-retention", "long");
        refused("'request deny' needs --reason", "request", "deny", "photos");
        refused("'request deny' needs --reason", "request", "deny", "photos", "--reason", "  ");
    }

    private static void refused(String message, String... command) {
        assertThatThrownBy(() -> RequestOptions.parse(List.of(command)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
