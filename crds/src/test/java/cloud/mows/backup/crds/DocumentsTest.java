package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Documents survive being read and written: of a full one nothing is lost. */
class DocumentsTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("mows.root")));
    private static final Path SAMPLES = ROOT.resolve("deploy/samples");
    private static final Path STATUS = ROOT.resolve("crds/src/test/resources/cloud/mows/backup/crds/status");

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @TestFactory
    Stream<DynamicTest> nothingOfAFullOneIsLost() throws IOException {
        return full().stream()
                .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> same(file)));
    }

    private void same(Path file) throws IOException {
        String part = file.startsWith(STATUS) ? "status" : "spec";
        JsonNode written = serialization.unmarshal(Files.readString(file), JsonNode.class);
        JsonNode again = serialization.unmarshal(serialization.asJson(read(file)), JsonNode.class);
        assertThat(again.get(part)).isNotNull().isEqualTo(written.get(part));
    }

    @Test
    void minimalOnesAreRead() throws IOException {
        for (Class<? extends HasMetadata> kind : Kinds.ALL) {
            Path file = SAMPLES.resolve(kind.getSimpleName().toLowerCase(Locale.ROOT) + "-minimal.yaml");
            assertThat(read(file)).isInstanceOf(kind);
        }
    }

    private HasMetadata read(Path file) throws IOException {
        String text = Files.readString(file);
        String kind = serialization.unmarshal(text, JsonNode.class).get("kind").textValue();
        Class<? extends HasMetadata> type = Kinds.ALL.stream()
                .filter(candidate -> candidate.getSimpleName().equals(kind))
                .findFirst()
                .orElseThrow();
        return serialization.unmarshal(text, type);
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
