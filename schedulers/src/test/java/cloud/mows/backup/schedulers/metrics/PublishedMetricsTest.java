package cloud.mows.backup.schedulers.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // It is the registry that Quarkus uses.
final class PublishedMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final PublishedMetrics published = new PublishedMetrics();

    PublishedMetricsTest() {
        published.bindTo(registry);
    }

    private List<String> scraped() {
        return registry.scrape().lines().toList();
    }

    @Test
    void namesAndHelpAreScrapedAsTheListHasThem() {
        published.publish(Arrays.stream(Metric.values())
                .filter(metric -> metric != Metric.CONTROLLER_LEADER)
                .map(metric ->
                        new Sample(metric, Collections.nCopies(metric.labels().size(), "x"), 1))
                .toList());
        assertThat(scraped())
                .contains(Arrays.stream(Metric.values())
                        .flatMap(
                                metric -> List.of(
                                        "# TYPE " + metric.id() + " gauge",
                                        "# HELP " + metric.id() + " " + metric.help())
                                        .stream())
                        .toArray(String[]::new));
    }

    @Test
    void whatIsPublishedTakesThePlaceOfWhatWas() {
        published.publish(
                List.of(Metric.REPOSITORY_READY.of(1, "a", "s3"), Metric.REPOSITORY_READY.of(1, "b", "rest")));
        published.publish(List.of(Metric.REPOSITORY_READY.of(0, "b", "rest")));
        assertThat(scraped())
                .contains("mows_backup_repository_ready{repository=\"b\",storage=\"rest\",} 0.0")
                .noneMatch(line -> line.contains("repository=\"a\""));
    }

    @Test
    void aProcessThatDoesNotLeadTellsOnlyThat() {
        assertThat(scraped())
                .contains("mows_backup_controller_leader 0.0")
                .filteredOn(line -> !line.startsWith("#"))
                .hasSize(1);
        published.lead();
        assertThat(scraped()).contains("mows_backup_controller_leader 1.0");
    }
}
