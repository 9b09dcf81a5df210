package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Documents as people write them. The files are those that a real API server is asked about end to end. */
class DocumentsTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("mows.root")));
    private static final Path SAMPLES = ROOT.resolve("deploy/samples");
    private static final Path RESOURCES = ROOT.resolve("crds/src/test/resources/cloud/mows/backup/crds");
    private static final Path STATUS = RESOURCES.resolve("status");

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> nothingOfAFullOneIsLost() throws IOException {
        return full().stream()
                .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> {
                    String part = file.startsWith(STATUS) ? "status" : "spec";
                    JsonNode again = json(serialization.asJson(read(Files.readString(file))));
                    assertThat(again.get(part))
                            .isNotNull()
                            .isEqualTo(json(Files.readString(file)).get(part));
                }));
    }

    /** So that nothing is untested above, and people find every field in a sample. */
    @Test
    void theFullOnesHaveEveryField() throws IOException {
        Set<String> missing = new TreeSet<>();
        Kinds.ALL.forEach(kind -> missing.addAll(Records.components(kind)));
        assertThat(missing).contains("Schedule.cron", "RepositorySnapshot.id");
        for (Path file : full()) {
            String text = Files.readString(file);
            missing.removeAll(Records.used(read(text).getClass(), json(text)));
        }
        assertThat(missing).isEmpty();
    }

    /** A machine without Kubernetes has no API server that fills them in. */
    @TestFactory
    Stream<DynamicTest> minimalOnesGetTheDefaultsOfTheApiServer() {
        return Kinds.ALL.stream()
                .map(Class::getSimpleName)
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    String name = kind.toLowerCase(Locale.ROOT);
                    HasMetadata minimal = read(Files.readString(SAMPLES.resolve(name + "-minimal.yaml")));
                    JsonNode defaults = json(Files.readString(RESOURCES.resolve("defaults/" + name + ".json")));
                    assertThat(json(serialization.asJson(minimal)).get("spec")).isEqualTo(defaults);
                }));
    }

    /** What a machine without Kubernetes says to a mistake is what the API server says to it. */
    @TestFactory
    Stream<DynamicTest> wrongOnesAreRefused() throws IOException {
        return Stream.of(Files.readString(RESOURCES.resolve("refused.yaml")).split("(?m)^---\n"))
                .map(text -> {
                    String message = text.lines().findFirst().orElseThrow().substring("# ".length());
                    return DynamicTest.dynamicTest(
                            message,
                            () -> assertThatThrownBy(() -> read(text))
                                    .rootCause()
                                    .isInstanceOf(IllegalArgumentException.class)
                                    .hasMessage(message));
                });
    }

    private JsonNode json(String text) {
        return serialization.unmarshal(text, JsonNode.class);
    }

    private HasMetadata read(String text) {
        return serialization.unmarshal(text, Kinds.named(json(text).get("kind").textValue()));
    }

    private static List<Path> full() throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES);
                Stream<Path> status = Files.list(STATUS)) {
            return Stream.concat(samples.filter(file -> file.toString().endsWith("-full.yaml")), status)
                    .sorted()
                    .toList();
        }
    }
}
