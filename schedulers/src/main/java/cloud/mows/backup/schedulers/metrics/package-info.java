/**
 * What Prometheus reads of a cluster's backups: {@link cloud.mows.backup.schedulers.metrics.Metric} is the list of all metrics, of which
 * {@code docs/metrics.md} is made; {@link cloud.mows.backup.schedulers.metrics.ClusterMetrics} finds their values from what was observed,
 * and {@link cloud.mows.backup.schedulers.metrics.PublishedMetrics} hands them to Micrometer.
 *
 * <p>Invariants: all are gauges of what the cluster holds, so a controller that is started anew has lost nothing; times are moments and not
 * ages, so they grow old even if nobody finds new ones; a value that is not known is not there. The only package that knows Micrometer.
 * Pure, but for {@code PublishedMetrics}, which any thread may read and write.
 */
@NullMarked
package cloud.mows.backup.schedulers.metrics;

import org.jspecify.annotations.NullMarked;
