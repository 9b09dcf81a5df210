package cloud.mows.backup.schedulers.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is scraped: the values that were found out last, so that a scrape asks nobody for anything. For any number of threads. */
public final class PublishedMetrics implements MeterBinder {
    private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);
    private volatile Map<Series, Double> values = Map.of();
    private volatile boolean leads;

    private record Series(Metric metric, List<String> labelValues) {
        static Series of(Sample sample) {
            return new Series(sample.metric(), sample.labelValues());
        }
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Gauge.builder(Metric.CONTROLLER_LEADER.id(), () -> leads ? 1 : 0)
                .description(Metric.CONTROLLER_LEADER.help())
                .register(registry);
        for (Metric metric : Metric.values()) {
            if (metric != Metric.CONTROLLER_LEADER) {
                gauges.put(
                        metric,
                        MultiGauge.builder(metric.id())
                                .description(metric.help())
                                .register(registry));
            }
        }
    }

    /** This process leads from now on. */
    public void lead() {
        leads = true;
    }

    /** Puts these values in the place of all that were published before, but for that of {@link Metric#CONTROLLER_LEADER}. */
    public synchronized void publish(Collection<Sample> samples) {
        // First, so that a row that is scraped has a value, the new one, whenever that is.
        values = samples.stream().collect(Collectors.toUnmodifiableMap(Series::of, Sample::value));
        Map<Metric, List<MultiGauge.Row<?>>> rows = samples.stream()
                .map(Series::of)
                .collect(Collectors.groupingBy(Series::metric, Collectors.mapping(this::row, Collectors.toList())));
        gauges.forEach((metric, gauge) -> gauge.register(rows.getOrDefault(metric, List.of())));
    }

    private MultiGauge.Row<?> row(Series series) {
        List<String> labels = series.metric().labels();
        Tags tags = Tags.of(IntStream.range(0, labels.size())
                .mapToObj(i -> Tag.of(labels.get(i), series.labelValues().get(i)))
                .toList());
        return MultiGauge.Row.of(tags, series, one -> values.getOrDefault(one, Double.NaN));
    }
}
