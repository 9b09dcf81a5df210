package cloud.mows.backup.schedulers.answer;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.grant.BackupGrant;
import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.request.GrantLimits;
import cloud.mows.backup.schedulers.request.Request;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00.7Z");
    private static final GrantLimits AS_ASKED = new GrantLimits(List.of(), Optional.empty(), Optional.empty(), false);

    private final MemoryCluster cluster = new MemoryCluster();
    private final Requests requests = new Requests(cluster, () -> NOW);
    private final Requests.Maker maker = change -> cluster.apply(List.of(change));

    RequestsTest() {
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
        policy(1, "@hourly");
    }

    private void policy(long generation, String cron) {
        cluster.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: BackupPolicy
                metadata: {name: main, namespace: photos, uid: u, generation: %d, creationTimestamp: "2026-11-28T02:00:00Z"}
                spec: {schedule: {cron: '%s'}}
                """.formatted(generation, cron), BackupPolicy.class));
    }

    private void grant(String namespace) {
        BackupGrant grant = new BackupGrant();
        grant.setMetadata(new ObjectMetaBuilder().withName("photos.main").build());
        grant.setSpec(new BackupGrantSpec(
                List.of(namespace), null, List.of("main"), List.of("usb-disk"), 86_400, "1d", true));
        cluster.put(grant);
    }

    private Request only() {
        return requests.look().all().getFirst();
    }

    private Draft draft(GrantLimits limits) {
        Requests.Seen seen = requests.look();
        return requests.draft(seen, seen.of("photos", "main").orElseThrow(), limits, Optional.empty());
    }

    @Test
    void seesWhatIsAskedForAndWhatNobodyUnderstands() {
        Requests.Seen seen = requests.look();
        assertThat(seen.open()).extracting(Request::name).containsExactly("photos/main");
        assertThat(seen.faults()).hasSize(1);
        assertThat(seen.of("photos", "other")).isEmpty();
    }

    @Test
    void approvesExactlyWhatWasAskedFor() {
        Draft.Ready ready = (Draft.Ready) draft(AS_ASKED);

        assertThat(requests.approve(only(), ready, maker)).isEqualTo(new Outcome.Done());

        BackupGrant made = cluster.all(BackupGrant.class).getFirst();
        assertThat(made.getMetadata().getName()).isEqualTo("photos.main");
        assertThat(made.getSpec()).isEqualTo(only().grant().orElseThrow());
        assertThat(only().state()).isEqualTo(Request.State.GRANTED);
        assertThat(requests.look().open()).isEmpty();
    }

    @Test
    void anOlderGrantOfTheRequestBecomesTheNewOne() {
        grant("photos");
        Draft.Ready ready = (Draft.Ready) draft(AS_ASKED);

        assertThat(requests.approve(only(), ready, maker)).isEqualTo(new Outcome.Done());

        assertThat(cluster.all(BackupGrant.class)).hasSize(1);
        assertThat(cluster.all(BackupGrant.class).getFirst().getSpec()).isEqualTo(ready.spec());
        assertThat(ready.spec().allowHooks()).isFalse();
    }

    @Test
    void aGrantOfOthersIsLeftAlone() {
        grant("notes");
        assertThat(draft(AS_ASKED)).isEqualTo(new Draft.Taken("photos.main"));
    }

    @Test
    void limitsMayBeWiderAndNotNarrower() {
        GrantLimits wider = new GrantLimits(List.of("usb-disk"), Optional.of(900), Optional.of("9y"), true);
        assertThat(draft(wider))
                .isInstanceOfSatisfying(
                        Draft.Ready.class,
                        ready -> assertThat(ready.spec().repositories()).containsExactly("offsite", "usb-disk"));
        GrantLimits narrower = new GrantLimits(List.of(), Optional.of(86_400), Optional.empty(), false);
        assertThat(draft(narrower))
                .isInstanceOfSatisfying(
                        Draft.Impossible.class,
                        no -> assertThat(no.why()).startsWith("that grant would not cover what is asked for: "));
        GrantLimits nonsense = new GrantLimits(List.of(), Optional.empty(), Optional.of("long"), false);
        assertThat(draft(nonsense))
                .isInstanceOfSatisfying(
                        Draft.Impossible.class, no -> assertThat(no.why()).startsWith("maxRetention "));
    }

    @Test
    void whatChangedSinceIsNotAnswered() {
        Request shown = only();
        Draft.Ready ready = (Draft.Ready) draft(AS_ASKED);
        policy(2, "@hourly");

        assertThat(requests.approve(shown, ready, maker)).isEqualTo(new Outcome.Stale());
        assertThat(requests.deny(shown, "no", maker)).isEqualTo(new Outcome.Stale());

        assertThat(cluster.all(BackupGrant.class)).isEmpty();
        assertThat(only().state()).isEqualTo(Request.State.WAITING);
        assertThat(Requests.token(only())).isNotEqualTo(Requests.token(shown));
    }

    @Test
    void aDenialStandsUntilThePolicyChanges() {
        assertThat(requests.deny(only(), "too often", maker)).isEqualTo(new Outcome.Done());

        assertThat(only().state()).isEqualTo(Request.State.DENIED);
        assertThat(only().why()).contains("too often");
        policy(2, "@daily");
        assertThat(only().state()).isEqualTo(Request.State.WAITING);
    }

    @Test
    void whatIsGrantedIsNotDenied() {
        requests.approve(only(), (Draft.Ready) draft(AS_ASKED), maker);
        assertThat(requests.deny(only(), "no", maker))
                .isInstanceOfSatisfying(
                        Outcome.Impossible.class, no -> assertThat(no.why()).contains("is granted"));
    }

    /** A grant that somebody else makes in the same moment is not taken for ours. */
    @Test
    void whatWasWrittenIsReadAgain() {
        Draft.Ready ready = (Draft.Ready) draft(AS_ASKED);
        cluster.onCreate(wanted -> ((BackupGrant) wanted)
                .setSpec(new BackupGrantSpec(List.of("notes"), null, List.of(), List.of("x"), 60, "1d", false)));

        assertThat(requests.approve(only(), ready, maker))
                .isEqualTo(new Outcome.Impossible("BackupGrant photos.main was changed by somebody else meanwhile"));
    }
}
