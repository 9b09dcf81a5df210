package cloud.mows.backup.schedulers.metrics;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the Backups of each app. */
final class BackupMetrics {
    private final List<Sample> samples = new ArrayList<>();
    private final Map<BackupPhase, Long> unfinished = new EnumMap<>(BackupPhase.class);

    private BackupMetrics() {}

    static List<Sample> of(Observed seen) {
        BackupMetrics metrics = new BackupMetrics();
        seen.backups().stream()
                .collect(Collectors.groupingBy(BackupMetrics::app, TreeMap::new, Collectors.toList()))
                .forEach(metrics::app);
        for (BackupPhase phase : BackupPhase.values()) {
            if (!phase.isFinal()) {
                metrics.samples.add(
                        Metric.UNFINISHED_BACKUPS.of(metrics.unfinished.getOrDefault(phase, 0L), word(phase)));
            }
        }
        return metrics.samples;
    }

    private static String app(Backup backup) {
        return backup.getSpec().scope() == BackupScope.CLUSTER
                ? AppId.CLUSTER
                : backup.getMetadata().getNamespace();
    }

    private void app(String app, List<Backup> backups) {
        Map<BackupPhase, Long> counts = new EnumMap<>(BackupPhase.class);
        Map<BackupPhase, Instant> ends = new EnumMap<>(BackupPhase.class);
        for (Backup backup : backups) {
            BackupStatus status = status(backup);
            counts.merge(phase(status), 1L, Long::sum);
            if (phase(status).isFinal() && status.completionTime() != null) {
                ends.merge(phase(status), status.completionTime(), (a, b) -> a.isBefore(b) ? b : a);
            }
        }
        counts.forEach((phase, count) -> {
            samples.add(Metric.APP_BACKUPS.of(count, app, word(phase)));
            if (!phase.isFinal()) {
                unfinished.merge(phase, count, Long::sum);
            }
        });
        ends.forEach(
                (phase, end) -> samples.add(Metric.APP_LAST_BACKUP_END.of(end.getEpochSecond(), app, word(phase))));
        ended(app, newestFirst(backups));
    }

    private void ended(String app, List<BackupStatus> newestFirst) {
        samples.add(Metric.APP_FAILED_BACKUPS_IN_A_ROW.of(
                newestFirst.stream()
                        .takeWhile(status -> phase(status) == BackupPhase.FAILED)
                        .count(),
                app));
        newestFirst.stream()
                .filter(status -> phase(status) != BackupPhase.FAILED)
                .findFirst()
                .ifPresent(status -> last(app, status));
    }

    private void last(String app, BackupStatus status) {
        if (status.startTime() != null && status.completionTime() != null) {
            samples.add(Metric.APP_LAST_BACKUP_DURATION.of(
                    Duration.between(status.startTime(), status.completionTime())
                            .toSeconds(),
                    app));
        }
        if (status.bytes() != null) {
            samples.add(Metric.APP_LAST_BACKUP_READ.of(status.bytes(), app));
        }
        if (status.addedBytes() != null) {
            samples.add(Metric.APP_LAST_BACKUP_ADDED.of(status.addedBytes(), app));
        }
    }

    /** Those that ended by themselves: what somebody stopped says nothing. */
    private static List<BackupStatus> newestFirst(List<Backup> backups) {
        return backups.stream()
                .sorted(Comparator.comparing(
                                (Backup backup) -> backup.getMetadata().getCreationTimestamp())
                        .reversed())
                .map(BackupMetrics::status)
                .filter(status -> phase(status).isFinal() && phase(status) != BackupPhase.CANCELLED)
                .toList();
    }

    private static BackupStatus status(Backup backup) {
        return Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
    }

    private static BackupPhase phase(BackupStatus status) {
        return Objects.requireNonNull(status.phase());
    }

    private static String word(BackupPhase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
