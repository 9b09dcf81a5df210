package cloud.mows.backup.app.service.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.policy.BackupPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both dialects, and every fault at its place. */
class ManifestReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final String HEAD = """
            metadata: {name: notes}
            spec: {raw: {sources: {}}}
            backup:
              apiVersion: backup.k8s.mows.cloud/v1alpha1
            """;

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ManifestReaderTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Manifest understood(String text) {
        Reading reading = ManifestReader.read(text, NOW);
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).manifest();
    }

    private static List<String> faults(String text) {
        Reading reading = ManifestReader.read(text, NOW);
        assertThat(reading).isInstanceOf(Reading.Faulty.class);
        return ((Reading.Faulty) reading)
                .faults().stream().map(fault -> fault.at("m.yaml")).toList();
    }

    private static void fault(String spec, String... expected) {
        assertThat(faults(HEAD + spec.indent(2))).containsExactly(expected);
    }

    @Test
    void aPackageBecomesABackupPolicy() throws IOException {
        Manifest manifest = understood(resource("package.yaml"));
        assertThat(manifest.dialect()).isEqualTo(Manifest.Dialect.PACKAGE);
        String rendered = ManifestYaml.policy(manifest, Optional.of("team-notes"));
        assertThat(rendered).isEqualTo(resource("package.rendered.yaml"));
        BackupPolicy policy = Serialization.unmarshal(rendered, BackupPolicy.class);
        assertThat(policy.getSpec().hooks().getFirst().pre().command()).containsExactly("notes", "maintenance", "on");
    }

    @Test
    void aComposeProjectLikewise() throws IOException {
        Manifest manifest = understood(resource("compose.yaml"));
        assertThat(manifest.dialect()).isEqualTo(Manifest.Dialect.COMPOSE);
        assertThat(ManifestYaml.policy(manifest, Optional.empty()))
                .contains("  name: \"recipes\"\nspec:", "    excludeFiles:\n    - \"/cache/**\"\n")
                .doesNotContain("namespace");
    }

    @Test
    void sayingNothingIsFineAndSoIsAnEmptyPolicy() {
        assertThat(understood("{metadata: {name: a}, spec: {compose: {}}}").policy())
                .isEmpty();
        assertThat(ManifestYaml.policy(understood(HEAD), Optional.empty())).endsWith("spec: {}\n");
    }

    @Test
    void fieldsThatAreNotThereAreNamedWithThoseThatAre() {
        fault(
                """
                spec:
                  schedule: {cron: "@daily"}
                  retension: {daily: 3}
                  volumes:
                    - {names: [a], exclude: true}
                """,
                "m.yaml:7:5: backup.spec.retension: there is no such field; there are activeDeadlineSeconds, copies,"
                        + " holdDeadlineSeconds, hooks, objects, repositories, retention, schedule, suspend, volumes",
                "m.yaml:9:22: backup.spec.volumes[0].exclude: there is no such field; there are action, excludeFiles,"
                        + " labelSelector, names, provider, reason");
        fault("policy: {}", "m.yaml:5:3: backup.policy: there is no such field; there are apiVersion, spec");
    }

    @Test
    void valuesAreCheckedAsTheApiServerWould() {
        fault(
                """
                spec:
                  schedule: {timeZone: Europe/Berlin}
                  activeDeadlineSeconds: 5
                  holdDeadlineSeconds: soon
                """,
                "m.yaml:6:5: backup.spec.schedule.cron: it is missing",
                "m.yaml:7:5: backup.spec.activeDeadlineSeconds: must have a minimum value of 60",
                "m.yaml:8:5: backup.spec.holdDeadlineSeconds: string found, integer expected");
        fault(
                """
                spec:
                  volumes:
                    - {names: [cache], action: Exclude}
                """,
                "m.yaml:7:9: backup.spec.volumes[0]: action Exclude needs a reason, which every backup's ledger repeats;"
                        + " Include takes none");
        fault("""
                spec:
                  schedule: {cron: "0 3 * * *", timeZone: Europe/Atlantis}
                """, "m.yaml:6:5: backup.spec.schedule: it cannot be followed: there is no time zone 'Europe/Atlantis'");
    }

    @Test
    void aNameIsThereOnce() {
        fault("""
                spec:
                  repositories:
                    - name: offsite
                    - name: usb-disk
                    - name: offsite
                """, "m.yaml:9:9: backup.spec.repositories[2]: there is one with this name already: offsite");
    }

    /** The same documents that a real API server refuses end to end. */
    @Test
    void whateverTheApiServerRefusesIsRefused() throws IOException {
        Path documents = Path.of("../../crds/src/test/resources/cloud/mows/backup/crds");
        int refused = 0;
        for (String table : List.of("refused.yaml", "refused-by-schema.yaml")) {
            for (String document : Files.readString(documents.resolve(table)).split("(?m)^---\n")) {
                if (!document.contains("\nkind: BackupPolicy\n") || !document.contains("\nspec:")) {
                    continue;
                }
                String spec = document.substring(document.indexOf("\nspec:") + 1);
                List<String> faults = faults(HEAD + spec.indent(2));
                if (table.equals("refused.yaml")) {
                    String message = document.lines().findFirst().orElseThrow().substring("# ".length());
                    assertThat(faults).as(document).anyMatch(fault -> fault.endsWith(message));
                }
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(15);
    }

    @Test
    void theVersionIsNamed() {
        assertThat(faults("metadata: {name: a}\nspec: {raw: {}}\nbackup: {apiVersion: v9}\n"))
                .containsExactly("m.yaml:3:10: backup.apiVersion: it must be backup.k8s.mows.cloud/v1alpha1");
        assertThat(faults("metadata: {name: a}\nspec: {raw: {}}\nbackup: {}\n"))
                .containsExactly("m.yaml:3:1: backup.apiVersion: it is missing");
        assertThat(faults("metadata: {name: a}\nspec: {raw: {}}\nbackup: yes please\n"))
                .containsExactly("m.yaml:3:1: backup: string found, object expected");
    }

    /** The Rust enum of packages takes one key only, and in a compose project nobody would see it. */
    @Test
    void insideOfSpecNobodyReadsIt() {
        assertThat(faults("metadata: {name: a}\nspec:\n  raw: {}\n  backup: {}\n"))
                .containsExactly(
                        "m.yaml:4:3: spec.backup: nobody reads backup here: it belongs beside spec, not into it");
        assertThat(faults("metadata: {name: a}\nspec:\n  compose:\n    backup: {}\n"))
                .containsExactly(
                        "m.yaml:4:5: spec.compose.backup: nobody reads backup here: it belongs beside spec, not into it");
    }

    @Test
    void whatIsNoManifestIsToldFromOneWithFaults() {
        assertThat(faults("apiVersion: v1\nkind: Pod\nmetadata: {name: My App}\n"))
                .containsExactly(
                        "m.yaml:1:1: spec: this is not a manifest of MOWS: it needs raw (a package for Kubernetes) or compose"
                                + " (a compose project)",
                        "m.yaml:3:12: metadata.name: the name of the app becomes that of the BackupPolicy: lower-case letters,"
                                + " digits, - and .");
        assertThat(faults("")).containsExactly("m.yaml:1:1: the file is empty");
        assertThat(faults("a: [\nb: 1\n")).containsExactly("m.yaml:3:1: expected ',' or ']', but got <stream end>");
        assertThat(faults("a: 1\nb: 2\na: 3\n")).containsExactly("m.yaml:3:1: the field a is there twice");
        assertThat(faults("a: 1\n---\nb: 2\n").getFirst()).startsWith("m.yaml:");
    }

    @Test
    void placeholdersAreNotBackedUpBy() {
        fault("""
                spec:
                  repositories: [{name: offsite}]
                  volumes: [{names: [x], action: Exclude, reason: "of {§ .config.domain §}"}]
                """, "m.yaml:7:45: backup.spec.volumes[0].reason: {§ … §} is not filled in here: write the value");
    }

    /** Nine aliases of nine of nine… */
    @Test
    void aFileCannotMakeMuchOfLittle() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        assertThat(faults(bomb.toString()).getFirst()).contains("Number of aliases");
        assertThat(faults("[".repeat(150) + "]".repeat(150)).getFirst()).contains("there is too much in this file");
        assertThat(faults("a: &a [*a]\n").getFirst()).contains("there is too much in this file");
    }
}
