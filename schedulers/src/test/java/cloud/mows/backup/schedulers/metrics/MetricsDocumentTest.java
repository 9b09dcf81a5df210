package cloud.mows.backup.schedulers.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of docs/metrics.md; renewed with -Dmetrics.renew=true. */
final class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/metrics.md");
    private static final String HEAD = "| metric | labels | what it tells |\n|---|---|---|\n";

    @Test
    void theDocumentHasTheListAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(HEAD);
        assertThat(from).as("the table's head").isNotNegative();
        int to = text.indexOf("\n\n", from) + 1;
        String renewed = text.substring(0, from) + HEAD + rows() + text.substring(to);
        if (Boolean.getBoolean("metrics.renew")) {
            Files.writeString(DOCUMENT, renewed);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(renewed);
    }

    private static String rows() {
        return Arrays.stream(Metric.values())
                .map(metric -> "| `" + metric.id() + "` | " + String.join(", ", metric.labels()) + " | " + metric.help()
                        + " |\n")
                .collect(Collectors.joining());
    }
}
