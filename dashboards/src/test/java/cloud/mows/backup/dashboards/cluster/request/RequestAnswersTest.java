package cloud.mows.backup.dashboards.cluster.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestAnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");

    private final MemoryCluster cluster = new MemoryCluster();
    private final RequestAnswers answers = new RequestAnswers(cluster, () -> NOW);

    private static final Rights WHO = new OwnRights();

    RequestAnswersTest() {
        cluster.put(new NamespaceBuilder()
                .withNewMetadata()
                .withName("photos")
                .withUid("u")
                .addToAnnotations("backup.k8s.mows.cloud/schedule", "often")
                .endMetadata()
                .build());
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: offsite}
                spec: {address: "s3:https://s3.example.org/b", password: {name: p, key: k}}
                """, Repository.class));
        policy(1, "{schedule: {cron: '@weekly'}, hooks: [{name: still, container: web, pre: {command: [sync]}}]}");
    }

    private void policy(long generation, String spec) {
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: main, namespace: photos, uid: u, generation: %d, creationTimestamp: "2026-11-28T02:00:00Z"}
                spec: %s
                """.formatted(generation, spec), BackupPolicy.class));
    }

    private RequestDetails shown() {
        return answers.get(WHO, "photos", "main");
    }

    private static RequestApproval yes(@Nullable String asShown) {
        return new RequestApproval(asShown, null, null, null, null);
    }

    @Test
    void showsWhatIsAskedFor() {
        ClusterRequests open = answers.open(WHO);
        assertThat(open.requests())
                .extracting(ClusterRequest::policy, ClusterRequest::state, ClusterRequest::less)
                .containsExactly(tuple("main", RequestState.Waiting, 1));
        assertThat(open.faults())
                .extracting(AnnotationFault::namespace, AnnotationFault::claim)
                .containsExactly(tuple("photos", null));

        RequestDetails shown = shown();
        assertThat(shown.differences())
                .contains(
                        new RequestDifference(
                                RequestDifference.Change.Removed, "policy", "ClusterBackupPolicy default"),
                        new RequestDifference(RequestDifference.Change.Added, "policy", "BackupPolicy main"));
        assertThat(shown.less()).containsExactly("backups start less often");
        assertThat(shown.grant()).isEqualTo(new RequestGrant("photos.main", List.of("offsite"), 604_800, "1y", true));
        assertThat(shown.hookRights()).startsWith("kubectl create rolebinding mows-backup-hooks --namespace photos");
        assertThat(shown.notReady()).isNotEmpty();
        assertThat(shown.repositories()).containsExactly("offsite");
    }

    @Test
    void aYesMakesTheGrant() {
        RequestDetails after = answers.approve(
                WHO, "photos", "main", new RequestApproval(shown().asShown(), List.of(), 3600, null, null));
        assertThat(after.request().state()).isEqualTo(RequestState.Granted);
        assertThat(cluster.all(BackupGrant.class).getFirst().getSpec().minIntervalSeconds())
                .isEqualTo(3600);
        assertThat(answers.open(WHO).requests()).isEmpty();
        assertThatThrownBy(() -> answers.approve(WHO, "photos", "main", yes(after.asShown())))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("is granted");
    }

    @Test
    void aNoSaysWhy() {
        RequestDetails after =
                answers.deny(WHO, "photos", "main", new RequestDenial(shown().asShown(), " weekly is too seldom "));
        assertThat(after.request().state()).isEqualTo(RequestState.Denied);
        assertThat(after.denied()).isEqualTo("weekly is too seldom");
    }

    @Test
    void onlyWhatWasShownIsAnswered() {
        String token = shown().asShown();
        policy(2, "{schedule: {cron: '@hourly'}}");
        assertThatThrownBy(() -> answers.approve(WHO, "photos", "main", yes(token)))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(409))
                .hasMessage("request photos/main is no longer as it was shown");
        assertThatThrownBy(() -> answers.deny(WHO, "photos", "main", new RequestDenial(token, "no")))
                .hasMessage("request photos/main is no longer as it was shown");
        assertThat(cluster.all(BackupGrant.class)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAnAnswer() {
        assertThatThrownBy(() -> answers.approve(WHO, "photos", "main", yes(null)))
                .hasMessage("the field 'asShown' is missing");
        assertThatThrownBy(() -> answers.deny(WHO, "photos", "main", new RequestDenial(shown().asShown(), "  ")))
                .hasMessage("a denial needs a reason of at most 1024 characters");
        assertThatThrownBy(() -> answers.approve(
                        WHO, "photos", "main", new RequestApproval(shown().asShown(), null, 1_209_600, null, null)))
                .hasMessageStartingWith("that grant would not cover what is asked for: ");
        assertThatThrownBy(() -> answers.get(WHO, "photos", "other"))
                .hasMessage("namespace 'photos' has no BackupPolicy 'other'");
    }

    @Test
    void whatNoGrantCanAllowSaysSo() {
        policy(2, "{schedule: {cron: '0 0 30 2 *'}}");
        RequestDetails shown = shown();
        assertThat(shown.grant()).isNull();
        assertThat(shown.request().state()).isEqualTo(RequestState.Unusable);
        assertThat(shown.obstacle()).contains("schedule cannot be followed");
        assertThatThrownBy(() -> answers.approve(WHO, "photos", "main", yes(shown.asShown())))
                .hasMessageContaining("cannot be approved as it is");
    }
}
