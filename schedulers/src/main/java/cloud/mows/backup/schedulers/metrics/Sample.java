package cloud.mows.backup.schedulers.metrics;

import java.util.List;

/**
 * A value of a metric.
 *
 * @param labelValues as many as it has labels, in their order
 */
public record Sample(Metric metric, List<String> labelValues, double value) {
    public Sample {
        labelValues = List.copyOf(labelValues);
        if (labelValues.size() != metric.labels().size()) {
            throw new IllegalArgumentException(
                    metric.id() + " has the labels " + metric.labels() + ", not " + labelValues);
        }
    }
}
