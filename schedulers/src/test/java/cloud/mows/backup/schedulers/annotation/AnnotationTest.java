package cloud.mows.backup.schedulers.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.ManagedBy;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From annotations to a BackupPolicy that says the same, through an API server in memory. */
final class AnnotationTest {
    private static final String PREFIX = "backup.k8s.mows.cloud/";

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<String> warnings = new ArrayList<>();
    private Instant now = World.NOW;
    private final AnnotatedPolicies policies = new AnnotatedPolicies(
            cluster, (about, words) -> warnings.add(about.getMetadata().getName() + ": " + words), () -> now);

    private static Namespace namespace(Map<String, String> annotations) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName("notes")
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static PersistentVolumeClaim claim(String name, Map<String, String> annotations) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("notes")
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private void look() {
        policies.follow();
        now = now.plusSeconds(60);
    }

    private String spec() {
        List<BackupPolicy> all = cluster.all(BackupPolicy.class);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().getMetadata().getNamespace()).isEqualTo("notes");
        assertThat(all.getFirst().getMetadata().getName()).isEqualTo("annotations");
        return Serialization.asYaml(all.getFirst().getSpec());
    }

    private static String expected(String yaml) {
        return Serialization.asYaml(Serialization.unmarshal(
                        "apiVersion: backup.k8s.mows.cloud/v1alpha1\nkind: BackupPolicy\nspec: " + yaml,
                        BackupPolicy.class)
                .getSpec());
    }

    @Test
    void annotationsBecomeAPolicyThatFollowsThem() {
        cluster.put(namespace(Map.of(
                PREFIX + "schedule", "0 */6 * * *",
                PREFIX + "time-zone", "Europe/Berlin",
                PREFIX + "retention", "daily=14, within = 1m15d")));
        cluster.put(claim("files", Map.of(PREFIX + "exclude-files", "/cache/**, *.tmp")));
        cluster.put(claim("thumbnails", Map.of(PREFIX + "exclude", "made again")));
        cluster.put(claim("plain", Map.of("other.example/exclude", "x")));
        look();
        assertThat(spec()).isEqualTo(expected("""
                {schedule: {cron: "0 */6 * * *", timeZone: Europe/Berlin}, retention: {daily: 14, within: 1m15d},
                 volumes: [{names: [files], excludeFiles: ["/cache/**", "*.tmp"]},
                           {names: [thumbnails], action: Exclude, reason: made again}]}"""));
        assertThat(cluster.all(BackupPolicy.class).getFirst().getMetadata().getLabels())
                .isEqualTo(ManagedBy.LABELS);

        // Each field that goes is gone.
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@daily", PREFIX + "retention", "last=3")));
        cluster.put(claim("files", Map.of()));
        look();
        assertThat(spec()).isEqualTo(expected("""
                {schedule: {cron: "@daily"}, retention: {last: 3},
                 volumes: [{names: [thumbnails], action: Exclude, reason: made again}]}"""));
        cluster.put(namespace(Map.of()));
        look();
        assertThat(spec())
                .isEqualTo(expected("{volumes: [{names: [thumbnails], action: Exclude, reason: made again}]}"));
        cluster.put(claim("thumbnails", Map.of()));
        look();
        assertThat(cluster.all(BackupPolicy.class)).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whoAsksForNothingGetsNoPolicy() {
        cluster.put(namespace(Map.of("a", "b")));
        cluster.put(claim("files", Map.of()));
        look();
        assertThat(cluster.all(BackupPolicy.class)).isEmpty();
    }

    @Test
    void oneThatIsNotUnderstoodChangesNothing() {
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@daily")));
        look();
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@hourly")));
        cluster.put(claim("files", Map.of(PREFIX + "exclude", "")));
        look();
        assertThat(spec()).isEqualTo(expected("{schedule: {cron: \"@daily\"}}"));
        assertThat(warnings)
                .containsExactly(
                        "files: Annotation backup.k8s.mows.cloud/exclude is not understood, so none of the namespace"
                                + " is followed: it needs a reason of at most 256 characters, which every backup's ledger repeats.");
    }

    @Test
    void aPolicyOfThatNameThatSomebodyWroteIsLeftAlone() {
        BackupPolicy own = new World()
                .policy("notes", "annotations", "{suspend: true}")
                .documents()
                .policies()
                .getFirst();
        cluster.put(own);
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@daily")));
        look();
        assertThat(spec()).isEqualTo(expected("{suspend: true}"));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("a BackupPolicy annotations that somebody else has made");
        cluster.put(namespace(Map.of()));
        look();
        assertThat(spec()).isEqualTo(expected("{suspend: true}"));
    }

    @Test
    void theClusterIsLookedAtOnceAMinute() {
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@daily")));
        policies.follow();
        cluster.put(namespace(Map.of(PREFIX + "schedule", "@hourly")));
        now = now.plusSeconds(59);
        policies.follow();
        assertThat(spec()).contains("@daily");
        now = now.plusSeconds(1);
        policies.follow();
        assertThat(spec()).contains("@hourly");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule | every day | cron has five fields",
                "time-zone | Europe/Berlin | it is that of backup.k8s.mows.cloud/schedule, which is not there",
                "retention | daily | 'daily' is not one of",
                "retention | dayly=3 | 'dayly=3' is not one of",
                "retention | daily=0 | 'daily=0' is not one of",
                "retention | daily=3, daily=4 | 'daily=4' is not one of",
                "retention | within=1d,within=2d | 'within=2d' is not one of",
                "retention | within=forever | within is a length of time as",
                "retention | '' | '' is not one of"
            })
    void faultsOfANamespaceAreNamed(String annotation, String value, String words) {
        AnnotatedRequest request = AnnotationDecider.decide(namespace(Map.of(PREFIX + annotation, value)), List.of());
        assertThat(request.spec()).isEmpty();
        assertThat(request.faults()).hasSize(1);
        assertThat(request.faults().getFirst().annotation()).isEqualTo(PREFIX + annotation);
        assertThat(request.faults().getFirst().words()).contains(words);
    }

    @Test
    void faultsOfClaimsAreNamed() {
        assertThat(faults(claim("a", Map.of(PREFIX + "exclude", "x", PREFIX + "exclude-files", "y"))))
                .contains("nothing of the volume is read");
        assertThat(faults(claim("a", Map.of(PREFIX + "exclude-files", "y,,z")))).contains("with commas between them");
        assertThat(faults(IntStream.range(0, 65)
                        .mapToObj(i -> claim("c" + i, Map.of(PREFIX + "exclude", "x")))
                        .toArray(PersistentVolumeClaim[]::new)))
                .contains("65 claims have one, and there may be 64");
    }

    private static String faults(PersistentVolumeClaim... claims) {
        AnnotatedRequest request = AnnotationDecider.decide(namespace(Map.of()), List.of(claims));
        assertThat(request.spec()).isEmpty();
        assertThat(request.faults()).hasSize(1);
        return request.faults().getFirst().sentence();
    }
}
